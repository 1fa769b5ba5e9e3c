import type { Ports } from "#server/kernel/ctx.ts";
import { shortest } from "#server/platform/dns.ts";
import { type Expected, type Findings, PROOF_LABEL, proofOf } from "./rules.ts";

export interface LookUp {
  findings: Findings;
  expected: Expected;
}

/** Asks DNS what it says of a domain, and where our own target is. Takes seconds: never inside a transaction. */
export async function lookUp({ dns, env }: Ports, host: string, token: string): Promise<LookUp> {
  const [txt, cname, addresses, targets] = await Promise.all([
    dns.txt(`${PROOF_LABEL}.${host}`),
    dns.cname(host),
    dns.addresses(host),
    dns.addresses(env.DOMAIN_TARGET),
  ]);
  const ours = [...env.DOMAIN_ADDRESSES.map(shortest), ...(targets.kind === "found" ? targets.values : [])];
  const expected = { proof: proofOf(token), target: env.DOMAIN_TARGET, addresses: ours };
  return { findings: { txt, cname, addresses }, expected };
}
