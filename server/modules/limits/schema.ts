import { z } from "zod";
import { LimitWindow } from "../billing/schema.ts";

export const Nothing = z.strictObject({});
export const MeterInput = z.strictObject({ meter: z.string().min(1).max(40) });

/** A limit of the plan and how much of it is used now. */
export const LimitState = z.object({
  meter: z.string(),
  label: z.string(),
  unit: z.string().exactOptional(),
  window: LimitWindow,
  /** `null` is unlimited. */
  limit: z.number().nullable(),
  used: z.number(),
  /** What is left; `null` is without end. */
  remaining: z.number().nullable(),
  /** When the count starts again; null for what is there until it is taken away. */
  resetsAt: z.iso.datetime().nullable(),
  /** The smallest plan that allows more. */
  liftedBy: z.object({ key: z.string(), name: z.string() }).nullable(),
  /** An add-on of the plan's that adds to it. */
  liftedByAddOn: z.object({ key: z.string(), name: z.string() }).nullable(),
  /** Whether the plan sells use beyond it, and whether that is switched on. */
  overage: z.enum(["none", "off", "on"]),
});
export type LimitState = z.output<typeof LimitState>;

export const LimitList = z.array(LimitState);
