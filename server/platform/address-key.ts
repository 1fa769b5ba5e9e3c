import ipaddr from "ipaddr.js";

const IPV6_SUBSCRIBER_BITS = 64;

/**
 * What to count an address by: IPv4 as it is (also when mapped into IPv6), IPv6 by its /64, which is what one subscriber
 * is given (RFC 6177), and anything else as one and the same.
 */
export function addressKey(address: string): string {
  const parsed = parseAddress(address);
  if (!parsed) return "unknown";
  if (parsed.kind() === "ipv4") return parsed.toString();
  const network = ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${IPV6_SUBSCRIBER_BITS}`);
  return `${network.toString()}/${IPV6_SUBSCRIBER_BITS}`;
}

/** Whether the address lies in one of the networks, written in CIDR notation or as single addresses. */
export function isInNetworks(address: string, networks: readonly string[]): boolean {
  const parsed = parseAddress(address);
  return parsed !== null && networks.some((network) => contains(network, parsed));
}

/** @returns the network in its shortest form, or null for what is neither an address nor a CIDR block. */
export function canonicalNetwork(text: string): string | null {
  const given = text.trim();
  if (ipaddr.isValidCIDR(given)) {
    const [address, bits] = ipaddr.parseCIDR(given);
    const network =
      address.kind() === "ipv4"
        ? ipaddr.IPv4.networkAddressFromCIDR(given)
        : ipaddr.IPv6.networkAddressFromCIDR(given);
    return `${network.toString()}/${bits}`;
  }
  const isWhole = ipaddr.IPv4.isValidFourPartDecimal(given) || ipaddr.IPv6.isValid(given);
  return isWhole ? ipaddr.process(given).toString() : null;
}

function parseAddress(address: string) {
  return ipaddr.isValid(address) ? ipaddr.process(address) : null;
}

function contains(network: string, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  const range = ipaddr.isValidCIDR(network) ? ipaddr.parseCIDR(network) : null;
  if (!range) return parseAddress(network)?.toString() === address.toString();
  const [base, bits] = range;
  return base.kind() === address.kind() && address.match(base, bits);
}
