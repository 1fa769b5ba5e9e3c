import { describe, expect, it } from "vitest";
import { canonicalAddress } from "./canonical-address.ts";

const ROOT = { rootUrl: "https://marque.example", rootDomain: "marque.example" };

describe("the address on the root domain", () => {
  it.each([
    ["www.marque.example", "/pricing?a=b", "https://marque.example/pricing?a=b"],
    ["WWW.marque.example.:443", "/", "https://marque.example/"],
    ["www.marque.example", "//evil.test/%2f", "https://marque.example//evil.test/%2f"],
    ["www.marque.example", "http://evil.test/", "https://marque.example/"],
    ["www.marque.example", "@evil.test", "https://marque.example/"],
  ])("of %s%s is %s", (host, target, address) => {
    expect(canonicalAddress(host, target, ROOT)).toBe(address);
    expect(new URL(address).origin).toBe(ROOT.rootUrl);
  });

  it.each([
    ["marque.example", "/"],
    ["acme.marque.example", "/"],
    ["www.acme.example", "/"],
    [undefined, "/"],
    ["www.marque.example", "/healthz?x"],
    ["www.marque.example", "/internal/tls-ask?domain=x"],
  ])("is not asked of %s%s", (host, target) => {
    expect(canonicalAddress(host, target, ROOT)).toBeNull();
  });
});
