import { describe, expect, it } from "vitest";
import { addressKey, canonicalNetwork, isInNetworks } from "./address-key.ts";

describe("what an address is counted by", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"],
    ["2001:db8:1:3::1", "2001:db8:1:3::/64"],
    ["", "unknown"],
    ["not an address", "unknown"],
  ])("%s by %s", (address, key) => {
    expect(addressKey(address)).toBe(key);
  });
});

describe("networks", () => {
  it.each([
    ["10.1.2.3/8", "10.0.0.0/8"],
    [" 203.0.113.7 ", "203.0.113.7"],
    ["2001:DB8::1/32", "2001:db8::/32"],
    ["2001:db8::0:1", "2001:db8::1"],
    ["::ffff:10.0.0.1", "10.0.0.1"],
    ["10.0.0.0/33", null],
    ["10.1", null],
    ["0x7f000001", null],
    ["example.com", null],
    ["", null],
  ])("%j is written %j", (text, canonical) => {
    expect(canonicalNetwork(text)).toBe(canonical);
  });

  it.each([
    ["10.9.9.9", ["10.0.0.0/8"], true],
    ["::ffff:10.9.9.9", ["10.0.0.0/8"], true],
    ["11.0.0.1", ["10.0.0.0/8", "203.0.113.7"], false],
    ["203.0.113.7", ["203.0.113.7"], true],
    ["2001:db8::9", ["2001:db8::/32", "10.0.0.0/8"], true],
    ["2001:db9::9", ["2001:db8::/32"], false],
    ["", ["0.0.0.0/0", "::/0"], false],
  ])("%s in %j: %s", (address, networks, isInside) => {
    expect(isInNetworks(address, networks)).toBe(isInside);
  });
});
