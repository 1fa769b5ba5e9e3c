import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tenantCtx } from "#server/modules/audit/index.ts";
import {
  addDomain,
  checkDomain,
  listDomains,
  makePrimaryDomain,
  releaseDomain,
  tenantHome,
} from "#server/modules/domains/index.ts";
import { type DomainBench, openDomainBench, TARGET, TARGET_ADDRESS } from "#tests/support/domains.ts";
import type { MintedTenant } from "#tests/support/harness.ts";

let bench: DomainBench;
let acme: MintedTenant;
beforeAll(async () => {
  bench = await openDomainBench();
});
beforeEach(async () => {
  bench.dns.mood = "answer";
  acme = await bench.mint();
});
afterAll(() => bench.close());

let counter = 0;
const freshHost = (label = "trade") => `${label}.company-${++counter}.com`;
const check = (tenant: MintedTenant, domainId: string) => checkDomain.call(tenant.ctx(), { domainId });

describe("a domain", () => {
  it("says what to enter where, in full and as registrars want it", async () => {
    const { records, status } = await addDomain.call(acme.ctx(), { host: "desk.trade.company.co.uk" });
    expect(status).toBe("needs_records");
    expect(records).toMatchObject([
      {
        type: "TXT",
        name: "_domain-verify.desk.trade.company.co.uk",
        relativeName: "_domain-verify.desk.trade",
        value: expect.stringMatching(/^domain-verify=[\w-]{43}$/),
        isRight: null,
      },
      { type: "CNAME", name: "desk.trade.company.co.uk", relativeName: "desk.trade", value: TARGET },
    ]);
  });

  it("goes live when both records are found, and the worker finds them by itself", async () => {
    const host = freshHost();
    const domain = await addDomain.call(acme.ctx(), { host });
    expect(await bench.servedAt(host)).toBeNull();
    await bench.live(1);
    bench.publish(domain);
    await bench.live(1);
    expect(await listDomains.call(acme.ctx(), {})).toMatchObject([{ host, status: "live", problem: null }]);
    expect(await bench.servedAt(host)).toBe(acme.tenant.slug);
  });

  it("is nothing without its TXT record, whatever its CNAME says: a dangling CNAME can't be claimed", async () => {
    const host = freshHost();
    bench.dns.set(host, "CNAME", TARGET);
    const { id } = await addDomain.call(acme.ctx(), { host });
    expect(await check(acme, id)).toMatchObject({ status: "needs_records", problem: "proof_missing" });
    bench.dns.set(`_domain-verify.${host}`, "TXT", "domain-verify=", "domain-verify=of-somebody-else");
    expect(await check(acme, id)).toMatchObject({ problem: "proof_wrong", verifiedAt: null });
    expect(await bench.servedAt(host)).toBeNull();
  });

  it("is looked up at most twenty times a minute by one workspace, whoever asks", async () => {
    const { id } = await addDomain.call(acme.ctx(), { host: freshHost() });
    for (let looks = 0; looks < 20; looks++) await check(acme, id);
    await expect(check(acme, id)).rejects.toMatchObject({
      code: "rate_limited",
      details: { reason: "domain-check", limit: 20, retryAfterSeconds: expect.any(Number) },
    });
    const rival = await bench.mint();
    const theirs = await addDomain.call(rival.ctx(), { host: freshHost() });
    expect(await check(rival, theirs.id)).toMatchObject({ status: "needs_records" });
  });

  it("waits for its address once the proof is there, and shows what stands there instead", async () => {
    const host = freshHost();
    const domain = await addDomain.call(acme.ctx(), { host });
    const [proof] = domain.records;
    bench.dns.set(proof?.name ?? "", "TXT", `"${proof?.value}"`);
    expect(await check(acme, domain.id)).toMatchObject({ status: "verifying", problem: "address_missing" });
    bench.dns.set(host, "A", "198.51.100.9", TARGET_ADDRESS);
    expect(await check(acme, domain.id)).toMatchObject({
      problem: "address_wrong",
      records: [{ isRight: true }, { isRight: false, found: ["198.51.100.9", TARGET_ADDRESS] }],
    });
    bench.dns.set(host, "A", TARGET_ADDRESS);
    expect(await check(acme, domain.id)).toMatchObject({ status: "live" });
  });

  it("changes nothing while DNS does not answer", async () => {
    const live = await bench.goLive(acme.ctx(), freshHost());
    bench.dns.mood = "servfail";
    expect(await check(acme, live.id)).toMatchObject({ status: "live", problem: "dns_unavailable" });
    await bench.live(24 * 9);
    expect(await bench.servedAt(live.host)).toBe(acme.tenant.slug);
    const claim = await addDomain.call(acme.ctx(), { host: freshHost() });
    expect(await check(acme, claim.id)).toMatchObject({
      status: "needs_records",
      problem: "dns_unavailable",
    });
  });

  it("added twice is one claim with one token", async () => {
    const host = freshHost();
    const [first, second] = await Promise.all([
      addDomain.call(acme.ctx(), { host }),
      addDomain.call(acme.ctx(), { host: `${host.toUpperCase()}.` }),
    ]);
    expect(second).toEqual(first);
  });

  it("is for plans that include it, and for names that can be had", async () => {
    const plain = await bench.harness.mintTenant();
    await expect(addDomain.call(plain.ctx(), { host: freshHost() })).rejects.toMatchObject({
      code: "payment_required",
      details: { feature: "custom_domain", liftedBy: { key: "professional" } },
    });
    for (const host of ["localhost", "acme.localhost", "co.uk", TARGET, `x.${TARGET}`]) {
      await expect(addDomain.call(acme.ctx(), { host }), host).rejects.toMatchObject({
        code: "invalid_input",
        details: { fields: { host: expect.any(String) } },
      });
    }
  });

  it("can't be declared verified by the tenant's own connection", async () => {
    const { id } = await addDomain.call(acme.ctx(), { host: freshHost() });
    const { domain } = acme.ctx().db;
    const verifiedAt = bench.harness.clock.now();
    await expect(domain.updateMany({ where: { id }, data: { verifiedAt } })).rejects.toThrow();
    await expect(domain.create({ data: { id: "x", host: freshHost(), verifiedAt } })).rejects.toThrow();
  });
});

describe("a registered domain itself", () => {
  it("gets addresses, since it can't have a CNAME", async () => {
    const { ports } = bench.harness;
    const env = { ...ports.env, DOMAIN_ADDRESSES: [TARGET_ADDRESS, "2001:db8::7"] };
    const ctx = tenantCtx({ ...ports, env }, acme.tenant, acme.ctx().actor);
    const { records, id } = await addDomain.call(ctx, { host: "apex-company.com" });
    expect(records.slice(1)).toMatchObject([
      { type: "A", relativeName: "@", value: TARGET_ADDRESS },
      { type: "AAAA", relativeName: "@", value: "2001:db8::7" },
    ]);
    bench.dns.set("_domain-verify.apex-company.com", "TXT", records[0]?.value ?? "");
    bench.dns.set("apex-company.com", "AAAA", "2001:db8:0::7");
    expect(await checkDomain.call(ctx, { domainId: id })).toMatchObject({ status: "live" });
  });

  it("or an ALIAS where the operator names no addresses", async () => {
    const { records } = await addDomain.call(acme.ctx(), { host: "alias-company.com" });
    expect(records[1]).toMatchObject({ type: "ALIAS", relativeName: "@", value: TARGET });
  });
});

describe("the primary domain", () => {
  it("is where links lead while it is served: the first one live, or the one chosen", async () => {
    const { ports } = bench.harness;
    expect(await tenantHome(ports, acme.tenant)).toBe(`http://${acme.tenant.slug}.localhost:3000`);
    const first = await bench.goLive(acme.ctx(), freshHost("one"));
    expect(await tenantHome(ports, acme.tenant)).toBe(`http://${first.host}:3000`);
    const second = await bench.goLive(acme.ctx(), freshHost("two"));
    expect(second.isPrimary).toBe(false);
    await makePrimaryDomain.call(acme.ctx(), { domainId: second.id });
    expect(await tenantHome(ports, acme.tenant)).toBe(`http://${second.host}:3000`);
    await releaseDomain.call(acme.ctx(), { domainId: second.id });
    expect(await tenantHome(ports, acme.tenant)).toBe(`http://${acme.tenant.slug}.localhost:3000`);
    await makePrimaryDomain.call(acme.ctx(), { domainId: first.id });
    await makePrimaryDomain.call(acme.ctx(), { domainId: null });
    expect((await listDomains.call(acme.ctx(), {})).filter(({ isPrimary }) => isPrimary)).toEqual([]);
  });

  it("is one that is live", async () => {
    const { id } = await addDomain.call(acme.ctx(), { host: freshHost() });
    await expect(makePrimaryDomain.call(acme.ctx(), { domainId: id })).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "not_live" },
    });
  });
});
