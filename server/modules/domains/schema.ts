import { z } from "zod";
import { Id } from "#server/kernel/ids.ts";

export const Nothing = z.strictObject({});

/**
 * `needs_records`: the proof was not found yet. `verifying`: it was, and something else is missing. `live`: served.
 * `failing`: served, but the proof is gone. `stopped`: gone for so long that it is not served any more.
 */
export const DomainStatus = z.enum(["needs_records", "verifying", "live", "failing", "stopped"]);
export type DomainStatus = z.output<typeof DomainStatus>;

/** What the last look at DNS found wrong. */
export const DomainProblem = z.enum([
  "proof_missing",
  "proof_wrong",
  "address_missing",
  "address_wrong",
  "dns_unavailable",
  "held_elsewhere",
]);
export type DomainProblem = z.output<typeof DomainProblem>;

/** One line to enter at the registrar. */
export const DomainRecord = z.object({
  purpose: z.enum(["proof", "address"]),
  type: z.enum(["TXT", "CNAME", "A", "AAAA", "ALIAS"]),
  /** In full, e.g. `_domain-verify.trade.acme.com`. */
  name: z.string(),
  /** As registrars ask for it: without the registered domain, `@` for that domain itself. */
  relativeName: z.string(),
  value: z.string(),
  /** What stood there at the last check. */
  found: z.array(z.string()),
  /** Null before the first check. */
  isRight: z.boolean().nullable(),
});
export type DomainRecord = z.output<typeof DomainRecord>;

export const Domain = z.object({
  id: z.string(),
  /** ASCII, lower-case: international names in punycode. */
  host: z.string(),
  /** As people read it. */
  displayHost: z.string(),
  /** Origin of the pages there. */
  url: z.string(),
  status: DomainStatus,
  problem: DomainProblem.nullable(),
  isPrimary: z.boolean(),
  records: z.array(DomainRecord),
  createdAt: z.iso.datetime(),
  verifiedAt: z.iso.datetime().nullable(),
  checkedAt: z.iso.datetime().nullable(),
  failingSince: z.iso.datetime().nullable(),
  /** When a failing domain stops being served. */
  stopsAt: z.iso.datetime().nullable(),
  /** When the worker looks again by itself. */
  nextCheckAt: z.iso.datetime().nullable(),
});
export type Domain = z.output<typeof Domain>;
export const Domains = z.array(Domain);

export const AddDomainInput = z.strictObject({ host: z.string().min(1, "Enter a domain.").max(300) });
export const DomainId = z.strictObject({ domainId: Id });
/** Null: links lead to the workspace's own address again. */
export const MakePrimaryInput = z.strictObject({ domainId: Id.nullable() });
