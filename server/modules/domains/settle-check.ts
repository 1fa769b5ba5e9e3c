import type { PlatformCtx, Ports, Transaction } from "#server/kernel/ctx.ts";
import { platformCtx } from "../audit/index.ts";
import type { LookUp } from "./look-up.ts";
import { type Happening, type Holder, isInTheWay, judge, nextState } from "./rules.ts";
import {
  type DomainRow,
  findDomainOf,
  hasPrimary,
  listHolders,
  lockZone,
  takeAway,
  writeCheck,
} from "./store.ts";

/** How each happening is called in the audit log. */
const VERBS: Record<NonNullable<Happening>, string> = {
  verified: "domain.verify",
  failing: "domain.fail",
  recovered: "domain.recover",
  stopped: "domain.stop",
};

/**
 * Writes what a look at DNS has found. The only way by which a domain becomes verified. It looks at all tenants under
 * the lock of the registered domain, so that of two who prove the same name at once exactly one gets it.
 * @returns the domain afterwards, or null when it was released or claimed anew in the meantime.
 */
export async function settleCheck(
  ports: Ports,
  { tenantId, id, token, host }: { tenantId: string; id: string; token: string; host: string },
  { findings, expected }: LookUp,
): Promise<DomainRow | null> {
  const ctx = platformCtx(ports, { type: "system", process: "domain-check" });
  const settled = await ctx.transaction(async (tx) => {
    const { db } = tx.ctx;
    await lockZone(db, host);
    const before = await findDomainOf(db, tenantId, id);
    if (before?.token !== token) return null;
    const now = tx.ctx.now();
    const verdict = judge(findings, expected);
    const holders = await listHolders(db, tenantId, host);
    const isHeld = holders.some((holder) => isInTheWay(holder, findings.txt));
    const { state, happening } = nextState(before, verdict, isHeld, now);
    const isNew = happening === "verified";
    if (isNew) for (const holder of holders) if (holder.host === host) await evict(tx, holder);
    const isPrimary = before.isPrimary || (isNew && !(await hasPrimary(db, tenantId)));
    await writeCheck(db, { tenantId, id }, { ...state, isPrimary, checkedAt: now, findings, verdict });
    if (happening) {
      const after = { host, problem: state.problem };
      await tx.recordAudit(VERBS[happening], { entityId: id, tenantId, after });
      await tx.emit([{ type: `domain.${happening}`, tenantId, domainId: id, host }]);
    }
    const after = await findDomainOf(db, tenantId, id);
    return { after, isNews: happening === null && before.problem !== state.problem };
  });
  if (settled?.isNews) ports.live.publish(tenantId, { topic: "domain", id });
  return settled?.after ?? null;

  async function evict(tx: Transaction<PlatformCtx>, holder: Holder): Promise<void> {
    await takeAway(tx.ctx.db, holder);
    const lost = { entityId: holder.id, tenantId: holder.tenantId };
    await tx.recordAudit("domain.lose", { ...lost, after: { host: holder.host } });
    await tx.emit([
      { type: "domain.lost", tenantId: holder.tenantId, domainId: holder.id, host: holder.host },
    ]);
  }
}
