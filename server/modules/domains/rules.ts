import { createHash } from "node:crypto";
import type { DnsAnswer } from "#server/platform/dns.ts";
import type { DomainProblem, DomainStatus } from "./schema.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long a domain without its proof is still served, and after which it may go to another tenant. */
export const STOP_AFTER_MS = 7 * DAY_MS;
/** Failed checks in a row after which the owner is told. */
export const NOTICE_AFTER = 3;
/** How long the worker looks for the records of a new claim. */
const CLAIM_WATCH_MS = 14 * DAY_MS;
const RECHECK_MS = 6 * HOUR_MS;

/** What DNS says of a domain and of our own target, each as it was answered. */
export interface Findings {
  txt: DnsAnswer;
  cname: DnsAnswer;
  addresses: DnsAnswer;
}

export interface Expected {
  proof: string;
  target: string;
  addresses: readonly string[];
}

export type Finding = "right" | "missing" | "wrong" | "unknown";

export interface Verdict {
  proof: Finding;
  address: Finding;
}

/** What the database keeps of a domain between two checks. */
export interface DomainState {
  verifiedAt: Date | null;
  failingSince: Date | null;
  failures: number;
  stoppedAt: Date | null;
  problem: DomainProblem | null;
  nextCheckAt: Date | null;
}

/** What others should hear of. */
export type Happening = "verified" | "failing" | "recovered" | "stopped" | null;

/** Whether the TXT records hold the proof. */
export const judgeProof = (txt: DnsAnswer, proof: string): Finding =>
  findingOf(txt, (values) => values.some((value) => unquoted(value) === proof));

export function judge({ txt, cname, addresses }: Findings, expected: Expected): Verdict {
  const proof = judgeProof(txt, expected.proof);
  const isAlias = cname.kind === "found" && cname.values.includes(expected.target);
  const isOurs = (values: readonly string[]) => values.every((value) => expected.addresses.includes(value));
  return { proof, address: isAlias ? "right" : findingOf(addresses, isOurs) };
}

function findingOf(answer: DnsAnswer, isRight: (values: readonly string[]) => boolean): Finding {
  switch (answer.kind) {
    case "found":
      return isRight(answer.values) ? "right" : "wrong";
    case "none":
      return "missing";
    case "unavailable":
      return "unknown";
    default:
      return answer satisfies never;
  }
}

/** Some registrars keep the quotes that people paste. */
const unquoted = (value: string): string => value.trim().replace(/^"(.*)"$/, "$1");

/**
 * The state after a check. A first verification needs proof and address; afterwards the proof alone decides, since
 * traffic may well come through somebody's proxy. No answer changes nothing but when to look again.
 * @param isHeld another tenant has this domain, or one above or below it, verified.
 */
export function nextState(
  domain: DomainState & { id: string; createdAt: Date },
  verdict: Verdict,
  isHeld: boolean,
  now: Date,
): { state: DomainState; happening: Happening } {
  const { state, happening } = domain.verifiedAt
    ? recheck(domain, verdict, isHeld, now)
    : firstCheck(domain, verdict, isHeld, now);
  const nextCheckAt = whenNext(domain, state, now);
  return { state: { ...state, nextCheckAt }, happening };
}

type Step = { state: DomainState; happening: Happening };

function firstCheck(domain: DomainState, verdict: Verdict, isHeld: boolean, now: Date): Step {
  const problem = problemOf(verdict) ?? (isHeld ? "held_elsewhere" : null);
  const clean = { ...domain, failingSince: null, failures: 0, stoppedAt: null };
  if (problem) return { state: { ...clean, problem }, happening: null };
  return { state: { ...clean, problem, verifiedAt: now }, happening: "verified" };
}

function recheck(domain: DomainState, verdict: Verdict, isHeld: boolean, now: Date): Step {
  const problem = problemOf(verdict);
  if (verdict.proof === "unknown") return { state: { ...domain, problem }, happening: null };
  if (verdict.proof === "right") {
    if (domain.stoppedAt && isHeld)
      return { state: { ...domain, problem: "held_elsewhere" }, happening: null };
    const isBack = domain.stoppedAt !== null || domain.failures >= NOTICE_AFTER;
    const state = { ...domain, problem, failingSince: null, failures: 0, stoppedAt: null };
    return { state, happening: isBack ? "recovered" : null };
  }
  const failures = domain.failures + 1;
  const failingSince = domain.failingSince ?? now;
  const isOver = failures > NOTICE_AFTER && now.getTime() - failingSince.getTime() >= STOP_AFTER_MS;
  const state = {
    ...domain,
    problem,
    failures,
    failingSince,
    stoppedAt: domain.stoppedAt ?? (isOver ? now : null),
  };
  if (isOver && !domain.stoppedAt) return { state, happening: "stopped" };
  return { state, happening: failures === NOTICE_AFTER ? "failing" : null };
}

/** What to mend first: the proof, then the address. */
function problemOf({ proof, address }: Verdict): DomainProblem | null {
  if (proof === "unknown") return "dns_unavailable";
  if (proof === "missing") return "proof_missing";
  if (proof === "wrong") return "proof_wrong";
  if (address === "unknown") return "dns_unavailable";
  if (address === "missing") return "address_missing";
  return address === "wrong" ? "address_wrong" : null;
}

function whenNext(
  { id, createdAt }: { id: string; createdAt: Date },
  state: DomainState,
  now: Date,
): Date | null {
  const wait = waitOf(state, now.getTime() - createdAt.getTime());
  if (wait === null) return null;
  return new Date(now.getTime() + wait + (wait >= RECHECK_MS ? jitterOf(id) : 0));
}

function waitOf({ verifiedAt, failures, stoppedAt, problem }: DomainState, ageMs: number): number | null {
  if (!verifiedAt) {
    if (ageMs < HOUR_MS) return MINUTE_MS;
    if (ageMs < DAY_MS) return 15 * MINUTE_MS;
    return ageMs < CLAIM_WATCH_MS ? RECHECK_MS : null;
  }
  if (stoppedAt) return RECHECK_MS;
  if (failures > NOTICE_AFTER) return HOUR_MS;
  return failures > 0 || problem === "dns_unavailable" ? 15 * MINUTE_MS : RECHECK_MS;
}

/** Up to an hour, always the same for the same domain: many added together are not checked together for ever. */
function jitterOf(id: string): number {
  return (createHash("sha256").update(id).digest().readUInt32BE(0) / 2 ** 32) * HOUR_MS;
}

export function statusOf({ verifiedAt, stoppedAt, failingSince, problem }: DomainState): DomainStatus {
  if (verifiedAt) return stoppedAt ? "stopped" : failingSince ? "failing" : "live";
  const hasProof =
    problem === "address_missing" || problem === "address_wrong" || problem === "held_elsewhere";
  return hasProof ? "verifying" : "needs_records";
}

/** Another tenant's verified domain on the same line of names. */
export interface Holder {
  tenantId: string;
  id: string;
  host: string;
  token: string;
  stoppedAt: Date | null;
}

/**
 * Whether a holder keeps others from verifying. One that stopped has lost its claim, unless its proof is back: then
 * both records stand in the zone and the older claim wins.
 */
export function isInTheWay({ stoppedAt, token }: Holder, txt: DnsAnswer): boolean {
  if (!stoppedAt) return true;
  return txt.kind !== "found" || txt.values.some((value) => unquoted(value) === proofOf(token));
}

/** What the TXT record must say. Names no product: tenants' customers can read it. */
export const proofOf = (token: string): string => `domain-verify=${token}`;
export const PROOF_LABEL = "_domain-verify";
