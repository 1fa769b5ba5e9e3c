import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDns } from "#server/platform/dns.ts";
import { type DnsServer, openDnsServer } from "#tests/support/dns-server.ts";

let recursive: DnsServer;
let authority: DnsServer;
beforeAll(async () => {
  [recursive, authority] = await Promise.all([openDnsServer(), openDnsServer()]);
});
beforeEach(() => {
  recursive.mood = "answer";
  for (const server of [recursive, authority]) server.asked.length = 0;
});
afterAll(() => Promise.all([recursive.close(), authority.close()]));

const plain = () => openDns({ servers: [recursive.address] });
const withAuthority = (mayAsk = true) =>
  openDns({
    servers: [recursive.address],
    authority: { port: authority.port, mayAsk: () => mayAsk },
  });

describe("a lookup", () => {
  it("gives TXT, CNAME and addresses through aliases", async () => {
    recursive.set("_domain-verify.a.example.org", "TXT", "one", "two");
    recursive.set("a.example.org", "CNAME", "Edge.Marque.Example.");
    recursive.set("edge.marque.example", "A", "203.0.113.7");
    recursive.set("edge.marque.example", "AAAA", "2001:db8:0:0:0:0:0:1");
    const dns = plain();
    expect(await dns.txt("_domain-verify.a.example.org")).toEqual({ kind: "found", values: ["one", "two"] });
    expect(await dns.cname("a.example.org")).toMatchObject({ values: ["edge.marque.example"] });
    expect(await dns.addresses("edge.marque.example")).toEqual({
      kind: "found",
      values: ["203.0.113.7", "2001:db8::1"],
    });
  });

  it("tells nothing there from nobody to ask", async () => {
    expect(await plain().txt("nothing.example.org")).toEqual({ kind: "none" });
    recursive.mood = "servfail";
    expect(await plain().txt("nothing.example.org")).toEqual({ kind: "unavailable" });
    expect(await plain().addresses("nothing.example.org")).toEqual({ kind: "unavailable" });
    const nobody = openDns({ servers: ["127.0.0.1:9"] });
    expect(await nobody.cname("nothing.example.org")).toEqual({ kind: "unavailable" });
  });

  it("asks for the name as it is, without a search list", async () => {
    await plain().txt("only.example.org");
    expect(recursive.asked.filter((question) => question.startsWith("TXT"))).toEqual([
      "TXT only.example.org",
    ]);
  });
});

describe("the zone's own name server", () => {
  beforeEach(() => {
    recursive.set("example.net", "NS", "ns1.example.net");
    recursive.set("ns1.example.net", "A", "127.0.0.1");
    authority.set("x.example.net", "TXT", "just made");
  });

  it("is asked first: a record is seen although the resolver remembers its absence", async () => {
    expect(await withAuthority().txt("x.example.net")).toEqual({ kind: "found", values: ["just made"] });
  });

  it("is never asked at an address of our own network", async () => {
    expect(await withAuthority(false).txt("x.example.net")).toEqual({ kind: "none" });
    expect(await plain().txt("x.example.net")).toEqual({ kind: "none" });
    expect(authority.asked).toEqual([]);
  });

  it("gives way to the resolver when it does not answer", async () => {
    authority.mood = "servfail";
    recursive.set("x.example.net", "TXT", "remembered");
    expect(await withAuthority().txt("x.example.net")).toEqual({ kind: "found", values: ["remembered"] });
    authority.mood = "answer";
  });
});
