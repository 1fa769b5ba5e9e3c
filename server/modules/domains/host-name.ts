import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import { getDomain, getPublicSuffix } from "tldts";
import { type AppError, fieldError } from "#server/kernel/errors.ts";

export interface HostName {
  host: string;
  /** The registered domain it belongs to, e.g. `acme.co.uk` of `trade.acme.co.uk` (Public Suffix List). */
  zone: string;
}

export interface HostPolicy {
  /** Names of ours: they and everything below them can't be had. */
  own: readonly string[];
  /** `.test` and the example names (RFC 2606): for rehearsals. */
  areTestNamesAllowed: boolean;
}

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476, and what ICANN keeps back because networks use it inside. */
const SPECIAL_USE =
  /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|mail|private|invalid|onion|alt|arpa)$/;
const TEST_NAMES = /(?:^|\.)(?:test|example|example\.(?:com|net|org))$/;

/**
 * Reads what somebody typed as a host name that a tenant may claim.
 * @throws AppError `invalid_input` at `host` that says what is wrong with it
 */
export function readHostName(text: string, { own, areTestNamesAllowed }: HostPolicy): HostName {
  const typed = text
    .trim()
    .replace(/^https?:\/\//i, "")
    .replace(/\/$/, "")
    .replace(/[.。]$/, "");
  const host = /[\s/:@*_?#%\\]/.test(typed) ? "" : domainToASCII(typed);
  if (host === "" || host.length > 253) throw refuse("Enter a domain alone, like trade.example.com.");
  if (isIP(host) || /^\d+$/.test(host.split(".").at(-1) ?? ""))
    throw refuse("Enter a name, not an IP address.");
  if (!host.includes(".")) throw refuse("Enter the whole domain, like trade.example.com.");
  if (!host.split(".").every((label) => LABEL.test(label))) {
    throw refuse("A domain has letters, digits and hyphens between its dots, hyphens not at the ends.");
  }
  if (own.some((name) => isSameOrBelow(host, name))) {
    throw refuse("This address belongs to the platform. Use a domain that you own.");
  }
  if (SPECIAL_USE.test(host) || (!areTestNamesAllowed && TEST_NAMES.test(host))) {
    throw refuse("This name is reserved and can't be reached from the internet.");
  }
  const suffix = getPublicSuffix(host, { allowPrivateDomains: true });
  const zone = getDomain(host, { allowPrivateDomains: true });
  if (zone === null || suffix === host) {
    throw refuse(`${host} is an ending under which many register. Use your own name below it.`);
  }
  return { host, zone };
}

export const zoneOf = (host: string): string => getDomain(host, { allowPrivateDomains: true }) ?? host;

export const isSameOrBelow = (host: string, name: string): boolean =>
  host === name || host.endsWith(`.${name}`);

/** The names above a host, up to its registered domain: `a.b.acme.com` → `b.acme.com`, `acme.com`. */
export function namesAbove(host: string): string[] {
  const zone = zoneOf(host);
  const above: string[] = [];
  for (let name = host; name !== zone && name.includes("."); ) {
    name = name.slice(name.indexOf(".") + 1);
    above.push(name);
  }
  return above;
}

const refuse = (message: string): AppError => fieldError("host", message, { reason: "host_refused" });
