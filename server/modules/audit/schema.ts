import { z } from "zod";
import { Id } from "#server/kernel/ids.ts";

const PAGE = 50;
const MAX_PAGE = 500;

/** Which rows: all given conditions together. Times are ISO 8601, `from` inclusive, `to` exclusive. */
export const AuditFilter = z.strictObject({
  /** A verb (`bot.create`) or the beginning of verbs (`bot.`). */
  verb: z
    .string()
    .max(80)
    .regex(/^[A-Za-z]+\.?[A-Za-z]*$/, "This is not an action's name.")
    .optional(),
  userId: Id.optional(),
  entityId: z.string().max(120).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});
export type AuditFilter = z.output<typeof AuditFilter>;

export const ListAuditInput = AuditFilter.extend({
  /** Rows before this sequence number: `nextCursor` of the page before. */
  cursor: z.number().int().positive().optional(),
  limit: z.number().int().min(1).max(MAX_PAGE).default(PAGE),
});

export const AuditEntry = z.object({
  id: z.string(),
  /** Position in the workspace's chain, from 1. */
  seq: z.number().int(),
  at: z.iso.datetime(),
  /** `user:ID`, `apiKey:ID`, `system:PROCESS`, `visitor`, … */
  actor: z.string(),
  userId: z.string().nullable(),
  /** Name of the person; null for machines and for people who have left. */
  userName: z.string().nullable(),
  address: z.string(),
  userAgent: z.string(),
  /** The user agent in words. */
  device: z.string(),
  verb: z.string(),
  entityId: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  hash: z.string(),
});
export type AuditEntry = z.output<typeof AuditEntry>;

export const AuditPage = z.object({
  entries: z.array(AuditEntry),
  /** Give it as `cursor` for the next page; null at the end. */
  nextCursor: z.number().int().nullable(),
});

export const Nothing = z.strictObject({});

export const ListActivityInput = z.strictObject({
  before: z.iso.datetime().optional(),
  limit: z.number().int().min(1).max(200).default(PAGE),
});

/** One thing a person did, or that befell their account. */
export const Activity = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  verb: z.string(),
  entityId: z.string(),
  address: z.string(),
  device: z.string(),
});
export type Activity = z.output<typeof Activity>;
export const Activities = z.array(Activity);

/** What is wrong at one place of a chain. */
export const ChainFault = z.object({
  seq: z.number().int(),
  fault: z.enum(["changed", "missing", "head_differs", "anchor_differs"]),
});
export type ChainFault = z.output<typeof ChainFault>;

export const ChainReport = z.object({
  isIntact: z.boolean(),
  rows: z.number().int(),
  /** Rows from before the log was chained; they prove nothing. */
  unchained: z.number().int(),
  head: z.object({ seq: z.number().int(), hash: z.string() }),
  faults: z.array(ChainFault),
});
export type ChainReport = z.output<typeof ChainReport>;
