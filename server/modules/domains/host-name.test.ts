import { describe, expect, it } from "vitest";
import { type HostPolicy, namesAbove, readHostName } from "./host-name.ts";

const POLICY: HostPolicy = { own: ["marque.example.net", "edge.hosting.io"], areTestNamesAllowed: false };
const read = (text: string, policy = POLICY) => readHostName(text, policy);

describe("a host name", () => {
  it.each([
    ["trade.acme.com", "trade.acme.com", "acme.com"],
    [" Trade.ACME.com. ", "trade.acme.com", "acme.com"],
    ["https://trade.acme.com/", "trade.acme.com", "acme.com"],
    ["acme.co.uk", "acme.co.uk", "acme.co.uk"],
    ["a.b.acme.github.io", "a.b.acme.github.io", "acme.github.io"],
    ["Bücher.de", "xn--bcher-kva.de", "xn--bcher-kva.de"],
    ["handel。例え。jp", "handel.xn--r8jz45g.jp", "xn--r8jz45g.jp"],
    ["xn--bcher-kva.de", "xn--bcher-kva.de", "xn--bcher-kva.de"],
  ])("%j is read as %s of %s", (typed, host, zone) => {
    expect(read(typed)).toEqual({ host, zone });
  });

  it.each([
    ["", "alone"],
    ["trade acme.com", "alone"],
    ["acme.com/path", "alone"],
    ["acme.com:8080", "alone"],
    ["user@acme.com", "alone"],
    ["*.acme.com", "alone"],
    ["_dmarc.acme.com", "alone"],
    ["http://[::1]/", "alone"],
    ["acme.com\u0000", "alone"],
    ["acme\u202e.com", "alone"],
    ["10.0.0.1", "IP address"],
    ["0x7f.1", "IP address"],
    ["127.1", "IP address"],
    ["2130706433", "IP address"],
    ["localhost", "whole domain"],
    ["acme", "whole domain"],
    ["-a.acme.com", "hyphens"],
    [`${"a".repeat(64)}.acme.com`, "hyphens"],
    ["acme..com", "hyphens"],
    ["marque.example.net", "platform"],
    ["x.MARQUE.example.net.", "platform"],
    ["edge.hosting.io", "platform"],
    ["a.edge.hosting.io", "platform"],
    ["acme.local", "reserved"],
    ["acme.localhost", "reserved"],
    ["db.internal", "reserved"],
    ["acme.home.arpa", "reserved"],
    ["acme.onion", "reserved"],
    ["acme.test", "reserved"],
    ["www.example.com", "reserved"],
    ["co.uk", "ending"],
    ["github.io", "ending"],
    ["herokuapp.com", "ending"],
    ["s3.amazonaws.com", "ending"],
  ])("%j is refused: %s", (typed, why) => {
    expect(() => read(typed)).toThrow(why);
  });

  it("may be a test name where that is allowed", () => {
    expect(read("trade.acme.test", { ...POLICY, areTestNamesAllowed: true })).toEqual({
      host: "trade.acme.test",
      zone: "acme.test",
    });
  });
});

it("the names above one end at the registered domain", () => {
  expect(namesAbove("a.b.acme.co.uk")).toEqual(["b.acme.co.uk", "acme.co.uk"]);
  expect(namesAbove("acme.co.uk")).toEqual([]);
});
