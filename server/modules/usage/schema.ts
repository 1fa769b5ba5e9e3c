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

export const TrackUsageInput = z.strictObject({
  records: z.array(UseRecord, "Give a list of uses, each with id, meter and amount.").min(1).max(1000),
});

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

const Moment = z.iso.datetime();
const Meter = z.string().min(1).max(40);
const When = z.iso.datetime({ offset: true });
const CalendarWindow = LimitWindow.exclude(["none"]);

export const UsageHistoryInput = z.strictObject({
  meter: Meter,
  bucket: CalendarWindow.default("day"),
  /** The first bucket is the one it is in; two days, 30 days or a year back when left out. */
  from: When.optional(),
  /** Excluded; now when left out. */
  to: When.optional(),
});

export const UsageHistory = z.object({
  meter: z.string(),
  label: z.string(),
  bucket: CalendarWindow,
  /** Counts what there was at the end of a bucket, rather than what was used in it. */
  isLevel: z.boolean(),
  /** Buckets without gaps, oldest first, by their beginning in UTC. */
  points: z.array(z.object({ at: Moment, used: z.number() })),
  limits: z.array(z.object({ window: LimitWindow, value: z.number().nullable() })),
});

export const UsageOutlookInput = z.strictObject({ meter: Meter });

const Band = z.object({ expected: z.number(), low: z.number(), high: z.number() });

export const UsageOutlook = z.object({
  meter: z.string(),
  /** To the end of the month; null for levels and while there is too little to learn from. */
  forecast: z
    .object({
      method: z.string(),
      days: z.array(Band.extend({ at: Moment })),
      total: Band,
      endsAt: Moment,
      /** When a limit is expected to be reached; null when it is not. */
      limitReachedAt: Moment.nullable(),
    })
    .nullable(),
  /** Hours of the last week that differ from what the time of day usually brings, newest first. */
  unusual: z.object({
    method: z.string(),
    hours: z.array(
      z.object({
        at: Moment,
        used: z.number(),
        usual: z.number(),
        z: z.number(),
        direction: z.enum(["high", "low"]),
      }),
    ),
  }),
});

export const UsageAlertList = z.array(
  z.object({
    /** `spend` for the cap on what is used beyond the plan. */
    meter: z.string(),
    label: z.string(),
    window: z.enum(["none", "hour", "day", "month", "overage"]),
    threshold: z.number(),
    used: z.number(),
    limit: z.number(),
    at: Moment,
  }),
);

const THRESHOLD_CHOICES = [50, 80, 90, 100] as const;

export const UsageWishes = z.object({
  /** Percent of a limit at which owners and admins are told. */
  thresholds: z.array(z.number()),
  isMailed: z.boolean(),
  isOverageOn: z.boolean(),
  /** In `overage.currency`'s minor unit, a billing period; null is no cap. */
  spendCapMinor: z.number().nullable(),
});

export const UsageSettings = UsageWishes.extend({
  /** What the plan sells beyond its limits; null where nothing, or nothing runs that could be charged to. */
  overage: z
    .object({
      currency: z.string(),
      periodStart: Moment,
      periodEnd: Moment,
      spentMinor: z.number(),
      meters: z.array(
        z.object({
          meter: z.string(),
          label: z.string(),
          included: z.number(),
          window: CalendarWindow,
          mode: z.enum(["graduated", "volume"]),
          tiers: z.array(z.object({ upTo: z.number().nullable(), unitAmount: z.string() })),
          quantity: z.number(),
          costMinor: z.number(),
        }),
      ),
    })
    .nullable(),
});
export type UsageSettings = z.output<typeof UsageSettings>;

export const UpdateUsageSettingsInput = z.strictObject({
  thresholds: z
    .array(z.union(THRESHOLD_CHOICES.map((each) => z.literal(each))))
    .max(4)
    .refine((all) => new Set(all).size === all.length, "Each once."),
  isMailed: z.boolean(),
  isOverageOn: z.boolean(),
  spendCapMinor: z.int().min(0).max(100_000_000).nullable(),
});
