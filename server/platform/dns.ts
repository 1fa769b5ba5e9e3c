import { Resolver } from "node:dns/promises";
import ipaddr from "ipaddr.js";
import { isReachableAddress } from "./http-address.ts";

/** What DNS says of a name: values, a definite nothing, or no answer at all. Never throws. */
export type DnsAnswer = { kind: "found"; values: string[] } | { kind: "none" } | { kind: "unavailable" };

export interface Dns {
  /** Each TXT record as one string. */
  txt(name: string): Promise<DnsAnswer>;
  /** The name it is an alias of, lower-case, without a trailing dot. */
  cname(name: string): Promise<DnsAnswer>;
  /** IPv4 and IPv6 addresses in their shortest form, through aliases. */
  addresses(name: string): Promise<DnsAnswer>;
}

interface DnsOptions {
  /** `ip` or `ip:port` of recursive resolvers; those of the machine when empty. */
  servers: readonly string[];
  /** Where name servers of a zone listen, and which of them may be asked. */
  authority?: { port: number; mayAsk(address: string): boolean };
}

const ATTEMPT = { timeout: 1_500, tries: 2 };
const DEADLINE_MS = 6_000;
const MAX_NAME_SERVERS = 4;
const NONE: DnsAnswer = { kind: "none" };
const UNAVAILABLE: DnsAnswer = { kind: "unavailable" };
/** Somebody's name server may say it lives at an address of our own network; such a one is not asked. */
const PUBLIC = { port: 53, mayAsk: (address: string) => isReachableAddress(address, false) };

/**
 * Looks names up over the network, never in a hosts file or along a search list. TXT and CNAME are asked of the zone's
 * own name servers first, so that a record somebody has just made is seen although resolvers remember its absence
 * (RFC 2308); where those do not have it or can't be reached, the recursive resolver answers.
 */
export function openDns({ servers, authority = PUBLIC }: DnsOptions): Dns {
  const recursive = () => resolverAt(servers);

  async function nameServersOf(name: string): Promise<string[]> {
    for (let zone = name; zone.includes("."); zone = zone.slice(zone.indexOf(".") + 1)) {
      const found = await answerOf(recursive(), (resolver) => resolver.resolveNs(zone));
      if (found.kind !== "found") continue;
      const hosts = found.values.slice(0, MAX_NAME_SERVERS);
      const answers = await Promise.all(hosts.map((host) => addressesOf(recursive, host)));
      const all = answers.flatMap((answer) => (answer.kind === "found" ? answer.values : []));
      return all.filter((address) => authority.mayAsk(address)).slice(0, MAX_NAME_SERVERS);
    }
    return [];
  }

  async function fresh(name: string, ask: (resolver: Resolver) => Promise<string[]>): Promise<DnsAnswer> {
    const addresses = await nameServersOf(name);
    const direct = addresses.length > 0 ? await answerOf(resolverAt(addresses.map(withPort)), ask) : NONE;
    return direct.kind === "found" ? direct : answerOf(recursive(), ask);
  }

  const withPort = (address: string) =>
    address.includes(":") ? `[${address}]:${authority.port}` : `${address}:${authority.port}`;

  return {
    txt: (name) =>
      fresh(name, async (resolver) => (await resolver.resolveTxt(name)).map((parts) => parts.join(""))),
    cname: (name) => fresh(name, async (resolver) => (await resolver.resolveCname(name)).map(plainName)),
    addresses: (name) => addressesOf(recursive, name),
  };
}

function resolverAt(servers: readonly string[]): Resolver {
  const resolver = new Resolver(ATTEMPT);
  if (servers.length > 0) resolver.setServers(servers);
  return resolver;
}

async function addressesOf(open: () => Resolver, name: string): Promise<DnsAnswer> {
  const answers = await Promise.all([
    answerOf(open(), (resolver) => resolver.resolve4(name)),
    answerOf(open(), (resolver) => resolver.resolve6(name)),
  ]);
  const values = answers.flatMap((answer) => (answer.kind === "found" ? answer.values : []));
  if (values.length > 0) return { kind: "found", values: values.map(shortest) };
  return answers.find(({ kind }) => kind === "unavailable") ?? NONE;
}

/** Only these say that there is nothing; anything else says that nobody could be asked. */
const NOTHING_THERE = new Set(["ENOTFOUND", "ENODATA", "EBADNAME"]);

async function answerOf(
  resolver: Resolver,
  ask: (resolver: Resolver) => Promise<string[]>,
): Promise<DnsAnswer> {
  const timer = setTimeout(() => resolver.cancel(), DEADLINE_MS);
  try {
    const values = await ask(resolver);
    return values.length > 0 ? { kind: "found", values } : NONE;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return NOTHING_THERE.has(code) ? NONE : UNAVAILABLE;
  } finally {
    clearTimeout(timer);
  }
}

const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, "");

export const shortest = (address: string): string => ipaddr.process(address).toString();
