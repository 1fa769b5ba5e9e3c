import { z } from "zod";
import { LimitWindow } from "../billing/schema.ts";

export const Nothing = z.strictObject({});

/** What was used of every meter that is counted as it is used, in the window that runs now. */
export const Usage = z.array(
  z.object({ meter: z.string(), window: LimitWindow, used: z.number().int(), resetsAt: z.iso.datetime() }),
);

const MAX_AMOUNT = 1_000_000_000;

const UseRecord = z.strictObject({
  /** Sent again with the same id and meter, it is taken once. */
  id: z
    .string()
    .regex(/^[\x21-\x7e]{1,128}$/, "Use 1 to 128 printable characters, without spaces.")
    .describe("Idempotency key, of your choice"),
  meter: z.string().max(40),
  /** Below zero only for what is counted as there is of it, such as workflows. */
  amount: z
    .int()
    .min(-MAX_AMOUNT)
    .max(MAX_AMOUNT)
    .refine((amount) => amount !== 0, "Not zero."),
  /** When it was used: within the last day. Now when left out. */
  at: z.iso.datetime({ offset: true }).optional(),
  /** What it was used for, as you name it. */
  subject: z.string().trim().min(1).max(200).optional(),
});

export const TrackUsageInput = z.strictObject({ records: z.array(UseRecord).min(1).max(1000) });

/** In the order of the records. */
export const UsageTracked = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      meter: z.string(),
      /** A `duplicate` was taken before; what is `refused` was not taken. */
      status: z.enum(["recorded", "duplicate", "refused"]),
      refusal: z
        .object({ code: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()) })
        .nullable(),
    }),
  ),
});
