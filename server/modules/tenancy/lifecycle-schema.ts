import { z } from "zod";
import { SUSPENDED_REASONS, TENANT_STATUSES } from "#server/kernel/ctx.ts";

export const CloseTenantInput = z.strictObject({
  /** The workspace's name, typed by hand. */
  confirmName: z.string().max(200),
});

const Moment = z.iso.datetime();

/** Where a workspace is in its life. */
export const TenantState = z.object({
  status: z.enum(TENANT_STATUSES),
  suspendedReason: z.enum(SUSPENDED_REASONS).nullable(),
  /** The operator's words; only to those who may change the workspace. */
  suspendedNote: z.string().nullable(),
  suspendedAt: Moment.nullable(),
  closedAt: Moment.nullable(),
  /** Until when it can be restored; only to the owner. */
  restoreUntil: Moment.nullable(),
});
export type TenantState = z.output<typeof TenantState>;
