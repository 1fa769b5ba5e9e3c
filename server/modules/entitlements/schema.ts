import { z } from "zod";
import { LimitWindow, StandingBasis } from "../billing/schema.ts";
import { CAPABILITY_NAMES } from "./capabilities.ts";

export type { Capability } from "./capabilities.ts";

export const Nothing = z.strictObject({});

/** What a tenant may now, and how much of it. */
export const Entitlements = z.object({
  plan: z.object({ key: z.string(), name: z.string() }).nullable(),
  basis: StandingBasis,
  /** What is paid for beside the plan; the limits have it in them. */
  addOns: z.array(z.object({ key: z.string(), name: z.string(), quantity: z.number().int() })),
  features: z.array(z.object({ key: z.string(), label: z.string(), isGranted: z.boolean() })),
  /** What the product does by name: whether the plan has it, and which plan or add-on does where it has not. */
  capabilities: z.array(
    z.object({
      key: z.enum(CAPABILITY_NAMES),
      /** The feature of the price list that decides it. */
      feature: z.string(),
      label: z.string(),
      isGranted: z.boolean(),
      liftedBy: z.object({ key: z.string(), name: z.string() }).nullable(),
      liftedByAddOn: z.object({ key: z.string(), name: z.string() }).nullable(),
    }),
  ),
  /** `value` null is unlimited. */
  limits: z.array(
    z.object({
      meter: z.string(),
      window: LimitWindow,
      label: z.string(),
      unit: z.string().exactOptional(),
      value: z.number().nullable(),
    }),
  ),
  /** How fast the API may be called, over all keys and people. */
  requestsPerMinute: z.number(),
});
export type Entitlements = z.output<typeof Entitlements>;
