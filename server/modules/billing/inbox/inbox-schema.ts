import { z } from "zod";

export const STRIPE_EVENT_STATUSES = ["queued", "done", "failed", "ignored", "unbound"] as const;

/** What came from Stripe and what became of it. */
export const InboxEvent = z.object({
  id: z.string(),
  type: z.string(),
  /** The object it is about, by Stripe's id. */
  objectId: z.string().nullable(),
  /** The tenant it concerns; null when it is none of ours. */
  tenantId: z.string().nullable(),
  /** `failed` is tried again for a day, then waits for a replay. */
  status: z.enum(STRIPE_EVENT_STATUSES),
  attempts: z.number(),
  lastError: z.string().nullable(),
  createdAt: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  processedAt: z.iso.datetime().nullable(),
});
export type InboxEvent = z.output<typeof InboxEvent>;

const EventId = z.string().regex(/^evt_[A-Za-z0-9_]{1,250}$/, "Give the id of a Stripe event.");

export const ListStripeEventsInput = z.strictObject({
  status: z.enum(STRIPE_EVENT_STATUSES).optional(),
  /** `next` of the page before. */
  cursor: EventId.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const StripeEventList = z.object({ events: z.array(InboxEvent), next: z.string().nullable() });

export const ReplayStripeEventInput = z.strictObject({ id: EventId });
