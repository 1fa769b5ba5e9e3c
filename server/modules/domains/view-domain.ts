import { domainToUnicode } from "node:url";
import type { Ports } from "#server/kernel/ctx.ts";
import { zoneOf } from "./host-name.ts";
import { type Finding, PROOF_LABEL, proofOf, STOP_AFTER_MS, statusOf } from "./rules.ts";
import type { Domain, DomainRecord } from "./schema.ts";
import type { DomainRow } from "./store.ts";

export function viewDomain({ env }: Ports, row: DomainRow): Domain {
  const { protocol, port } = new URL(env.ROOT_URL);
  const stopsAt = row.failingSince && new Date(row.failingSince.getTime() + STOP_AFTER_MS);
  return {
    id: row.id,
    host: row.host,
    displayHost: domainToUnicode(row.host) || row.host,
    url: `${protocol}//${row.host}${port ? `:${port}` : ""}`,
    status: statusOf(row),
    problem: row.problem,
    isPrimary: row.isPrimary,
    records: recordsOf(row, env.DOMAIN_TARGET, env.DOMAIN_ADDRESSES),
    createdAt: row.createdAt.toISOString(),
    verifiedAt: row.verifiedAt?.toISOString() ?? null,
    checkedAt: row.checkedAt?.toISOString() ?? null,
    failingSince: row.failingSince?.toISOString() ?? null,
    stopsAt: stopsAt?.toISOString() ?? null,
    nextCheckAt: row.nextCheckAt?.toISOString() ?? null,
  };
}

/**
 * The lines to enter at the registrar. A registered domain itself can't have a CNAME (RFC 1034 §3.6.2), so there it is
 * our addresses, or an ALIAS where the operator names none.
 */
function recordsOf(row: DomainRow, target: string, addresses: readonly string[]): DomainRecord[] {
  const { host, token, found } = row;
  const zone = zoneOf(host);
  const relative = (name: string) => (name === zone ? "@" : name.slice(0, -zone.length - 1));
  const there = found ? [...found.cname, ...found.addresses] : [];
  const proofName = `${PROOF_LABEL}.${host}`;
  const proof: DomainRecord = {
    purpose: "proof",
    type: "TXT",
    name: proofName,
    relativeName: relative(proofName),
    value: proofOf(token),
    found: found?.txt ?? [],
    isRight: isRight(found?.proof),
  };
  const address = (type: DomainRecord["type"], value: string): DomainRecord => ({
    purpose: "address",
    type,
    name: host,
    relativeName: relative(host),
    value,
    found: there,
    isRight: isRight(found?.address),
  });
  if (host !== zone) return [proof, address("CNAME", target)];
  if (addresses.length === 0) return [proof, address("ALIAS", target)];
  return [proof, ...addresses.map((value) => address(value.includes(":") ? "AAAA" : "A", value))];
}

const isRight = (finding: Finding | undefined): boolean | null =>
  finding === undefined || finding === "unknown" ? null : finding === "right";
