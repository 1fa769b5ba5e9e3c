import type { Ports } from "#server/kernel/ctx.ts";
import type { DnsAnswer } from "#server/platform/dns.ts";
import { platformCtx } from "../audit/index.ts";
import { type Happening, judgeProof, nextState } from "../domains/index.ts";
import { proofOf } from "./domain-proof.ts";
import { type DomainKey, type DomainRow, findDomainOf, writeCheck } from "./domain-store.ts";

/** How each happening is called in the audit log. */
const VERBS: Record<NonNullable<Happening>, string> = {
  verified: "sso.proveDomain",
  failing: "sso.failDomain",
  recovered: "sso.recoverDomain",
  stopped: "sso.stopDomain",
};

export const lookUpProof = ({ dns }: Ports, row: DomainRow): Promise<DnsAnswer> =>
  dns.txt(proofOf(row).recordName);

/**
 * Writes what a look at DNS has found, by the rules of custom domains: a record that stays away for a week stops the
 * domain, one that comes back starts it again, a silent name server changes nothing.
 * @returns the domain afterwards; null when it was removed in the meantime
 */
export async function settleDomain(
  ports: Ports,
  key: DomainKey,
  answer: DnsAnswer,
): Promise<DomainRow | null> {
  const ctx = platformCtx(ports, { type: "system", process: "sso-domain-check" });
  return ctx.transaction(async (tx) => {
    const { db } = tx.ctx;
    const before = await findDomainOf(db, key);
    if (!before) return null;
    const now = tx.ctx.now();
    const verdict = { proof: judgeProof(answer, proofOf(before).recordValue), address: "right" } as const;
    const { state, happening } = nextState(before, verdict, false, now);
    const isWritten = await writeCheck(db, before, { ...state, checkedAt: now });
    if (isWritten && happening) {
      const { tenantId, id: domainId } = key;
      const { domain } = before;
      await tx.recordAudit(VERBS[happening], { entityId: domainId, tenantId, after: { domain } });
      await tx.emit([{ type: `ssoDomain.${happening}`, tenantId, domainId, domain }]);
    }
    return findDomainOf(db, key);
  });
}
