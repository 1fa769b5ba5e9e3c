import { z } from "zod";
import { LimitWindow } from "../billing/schema.ts";

export const Nothing = z.strictObject({});

/** What was used of every meter that is counted as it is used, in the window that runs now. */
export const Usage = z.array(
  z.object({ meter: z.string(), window: LimitWindow, used: z.number().int(), resetsAt: z.iso.datetime() }),
);
