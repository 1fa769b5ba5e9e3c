import type { AuditEntry, Ctx, PlatformCtx } from "#server/kernel/ctx.ts";
import { notFound } from "#server/kernel/errors.ts";
import { lockLife, saveLife } from "./life-store.ts";
import { type LifeChange, type LifeState, nextLife } from "./rules.ts";

const NEWS: Record<LifeChange["kind"], string> = {
  suspend: "tenant.suspended",
  reactivate: "tenant.reactivated",
  recover: "tenant.reactivated",
  close: "tenant.closed",
  restore: "tenant.restored",
  erase: "tenant.erasing",
};

export interface TenantMove {
  before: LifeState;
  after: LifeState;
  isChanged: boolean;
  audit: AuditEntry & { tenantId: string };
  /** Empty when the change was in effect already. */
  events: { type: string; tenantId: string }[];
}

/**
 * Moves a tenant from one state to the next in the caller's transaction; of two at once the second sees what the first did.
 * @throws AppError `not_found`, or what the rules say to a change that leads nowhere
 */
export async function moveTenant(
  ctx: Ctx | PlatformCtx,
  tenantId: string,
  change: LifeChange,
): Promise<TenantMove> {
  const before = await lockLife(ctx.db, tenantId);
  if (!before) throw notFound("This workspace");
  const after = nextLife(before, change, ctx.now());
  const isChanged = after !== before;
  if (isChanged) await saveLife(ctx.db, tenantId, after);
  return {
    before,
    after,
    isChanged,
    audit: { entityId: tenantId, tenantId, before, after },
    events: isChanged ? [{ type: NEWS[change.kind], tenantId }] : [],
  };
}
