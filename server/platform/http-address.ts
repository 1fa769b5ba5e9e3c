import ipaddr from "ipaddr.js";

/** Ranges of one's own network: reachable only where the operator says so. Everything else unusual stays closed. */
const PRIVATE_RANGES = new Set(["loopback", "private", "uniqueLocal", "carrierGradeNat"]);
/** Addresses of cloud metadata services that no range gives away (Azure's is public, Amazon's a private one). */
const METADATA_ADDRESSES = new Set(["168.63.129.16", "fd00:ec2::254"]);
const GLOBAL_UNICAST_V6 = ipaddr.parseCIDR("2000::/3");
const PRIVATE_NAMES = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home\.arpa)$/;

/**
 * Whether we may connect to a resolved address. Public unicast only; IPv6 that carries an IPv4 address inside
 * (mapped, NAT64, 6to4, Teredo) never, because it is a second spelling of an address that was not looked at.
 * Ranges: IANA special-purpose registries (RFC 6890).
 */
export function isReachableAddress(text: string, allowPrivate: boolean): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (METADATA_ADDRESSES.has(address.toString())) return false;
  const range = address.range();
  if (allowPrivate && PRIVATE_RANGES.has(range)) return true;
  if (range !== "unicast") return false;
  return address instanceof ipaddr.IPv6 ? address.match(GLOBAL_UNICAST_V6) : true;
}

/** Whether an address is this machine's or of a network of its own (RFC 1918, RFC 4193), also when mapped into IPv6. */
export function isPrivateAddress(text: string): boolean {
  return (
    ipaddr.isValid(text) && ["loopback", "private", "uniqueLocal"].includes(ipaddr.process(text).range())
  );
}

/** Whether a host name is one that public name servers know: dotted, and not of a private zone. */
export function isPublicName(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  return name.includes(".") && !PRIVATE_NAMES.test(name);
}
