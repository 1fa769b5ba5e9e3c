import type { EventRow } from "./event-store.ts";
import { type InboxEvent, STRIPE_EVENT_STATUSES } from "./inbox-schema.ts";

export const viewEvent = ({ boundTenantId, status, ...row }: EventRow): InboxEvent => ({
  id: row.id,
  type: row.type,
  objectId: row.objectId,
  tenantId: boundTenantId,
  status: STRIPE_EVENT_STATUSES.find((known) => known === status) ?? "failed",
  attempts: row.attempts,
  lastError: row.lastError,
  createdAt: row.createdAt.toISOString(),
  receivedAt: row.receivedAt.toISOString(),
  processedAt: row.processedAt?.toISOString() ?? null,
});
