import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tenantOutbox } from "#server/modules/audit/index.ts";
import { addDomain, checkDomain, listDomains, releaseDomain } from "#server/modules/domains/index.ts";
import { lookUp } from "#server/modules/domains/look-up.ts";
import type { Domain } from "#server/modules/domains/schema.ts";
import { settleCheck } from "#server/modules/domains/settle-check.ts";
import { tellOfDomain } from "#server/modules/notifications/index.ts";
import { mailboxFolder } from "#server/platform/mailer.ts";
import { readMails } from "#server/sandbox/open-mailbox.ts";
import { type DomainBench, openDomainBench, TARGET } from "#tests/support/domains.ts";
import type { MintedTenant } from "#tests/support/harness.ts";

let bench: DomainBench;
let acme: MintedTenant;
let nova: MintedTenant;
beforeAll(async () => {
  bench = await openDomainBench();
});
beforeEach(async () => {
  [acme, nova] = [await bench.mint(), await bench.mint()];
});
afterAll(() => bench.close());

let counter = 0;
const freshHost = (label = "trade") => `${label}.holding-${++counter}.com`;
const add = (tenant: MintedTenant, host: string) => addDomain.call(tenant.ctx(), { host });
const check = (tenant: MintedTenant, { id }: Domain) => checkDomain.call(tenant.ctx(), { domainId: id });
const proofOf = ({ records }: Domain) => records[0]?.value ?? "";
const setProofs = (host: string, ...domains: Domain[]) =>
  bench.dns.set(`_domain-verify.${host}`, "TXT", ...domains.map(proofOf));
const verbsOf = async ({ tenant }: MintedTenant) => {
  const { auditLog } = bench.harness.ports.systemDb.client;
  const rows = await auditLog.findMany({ where: { tenantId: tenant.id }, orderBy: { seq: "asc" } });
  return rows.map(({ verb }) => verb).filter((verb) => verb.startsWith("domain."));
};

describe("two tenants who claim one domain", () => {
  it("may both claim; of two who prove it at once exactly one gets it", async () => {
    const host = freshHost();
    const [mine, theirs] = [await add(acme, host), await add(nova, host)];
    expect(proofOf(mine)).not.toBe(proofOf(theirs));
    bench.dns.set(host, "CNAME", TARGET);
    setProofs(host, mine, theirs);
    const answers = await Promise.all([check(acme, mine), check(nova, theirs)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["live", "verifying"]);
    expect(answers.map(({ problem }) => problem)).toContain("held_elsewhere");
    const { domain } = bench.harness.ports.systemDb.client;
    expect(await domain.count({ where: { host, verifiedAt: { not: null } } })).toBe(1);
  });

  it.each([
    ["below", "a.trade", "trade"],
    ["above", "trade", "a.trade"],
  ])("cannot share one line of names: not %s a verified one", async (_, second, first) => {
    const zone = `line-${++counter}.com`;
    const held = await bench.goLive(nova.ctx(), `${first}.${zone}`);
    await expect(add(acme, `${second}.${zone}`)).rejects.toMatchObject({
      details: { reason: "domain_taken", fields: { host: expect.stringContaining("another workspace") } },
    });
    await expect(add(acme, held.host)).rejects.toMatchObject({ details: { reason: "domain_taken" } });
    expect(await bench.goLive(acme.ctx(), `beside.${zone}`)).toMatchObject({ status: "live" });
    expect(await bench.goLive(nova.ctx(), `${second}.${zone}`)).toMatchObject({ status: "live" });
  });

  it("cannot share it by proving parent and child at once either", async () => {
    const zone = `race-${++counter}.com`;
    const [parent, child] = [await add(acme, `trade.${zone}`), await add(nova, `a.trade.${zone}`)];
    bench.publish(parent);
    bench.publish(child);
    const answers = await Promise.all([check(acme, parent), check(nova, child)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["live", "verifying"]);
  });
});

describe("a release", () => {
  it("ends the serving at once, and the old record proves nothing afterwards, to nobody", async () => {
    const live = await bench.goLive(acme.ctx(), freshHost());
    expect(await bench.servedAt(live.host)).toBe(acme.tenant.slug);
    await releaseDomain.call(acme.ctx(), { domainId: live.id });
    expect(await bench.servedAt(live.host)).toBeNull();

    const again = await add(acme, live.host);
    expect(proofOf(again)).not.toBe(proofOf(live));
    expect(await check(acme, again)).toMatchObject({ status: "needs_records", problem: "proof_wrong" });
    const other = await add(nova, live.host);
    expect(await check(nova, other)).toMatchObject({ problem: "proof_wrong" });
    setProofs(live.host, other);
    expect(await check(nova, other)).toMatchObject({ status: "live" });
    expect(await bench.servedAt(live.host)).toBe(nova.tenant.slug);
  });

  it("makes a check that is under way worthless", async () => {
    const claim = await add(acme, freshHost());
    bench.publish(claim);
    const { ports } = bench.harness;
    const token = proofOf(claim).replace("domain-verify=", "");
    const found = await lookUp(ports, claim.host, token);
    await releaseDomain.call(acme.ctx(), { domainId: claim.id });
    const again = await add(acme, claim.host);
    for (const id of [claim.id, again.id]) {
      const key = { tenantId: acme.tenant.id, id, host: claim.host, token };
      expect(await settleCheck(ports, key, found)).toBeNull();
    }
    expect(await bench.servedAt(claim.host)).toBeNull();
  });
});

describe("a domain that loses its proof", () => {
  it("is told of, stops after seven days, and comes back when the record does", async () => {
    const live = await bench.goLive(acme.ctx(), freshHost());
    const status = async () => (await listDomains.call(acme.ctx(), {}))[0]?.status;
    setProofs(live.host);
    await bench.live(8);
    expect(await status()).toBe("failing");
    await bench.live(6 * 24);
    expect(await bench.servedAt(live.host)).toBe(acme.tenant.slug);
    await bench.live(2 * 24);
    expect(await status()).toBe("stopped");
    expect(await bench.servedAt(live.host)).toBeNull();
    setProofs(live.host, live);
    await bench.live(8);
    expect(await status()).toBe("live");
    expect(await bench.servedAt(live.host)).toBe(acme.tenant.slug);
    const asked = ["domain.add", "domain.check"];
    expect((await verbsOf(acme)).filter((verb) => !asked.includes(verb))).toEqual([
      "domain.verify",
      "domain.fail",
      "domain.stop",
      "domain.recover",
    ]);

    const { signal } = new AbortController();
    const events = (await tenantOutbox.pending(bench.harness.ports.systemDb.client)).filter(
      ({ tenantId, type }) => tenantId === acme.tenant.id && tellOfDomain.events.includes(type),
    );
    for (const event of [...events, ...events]) await tellOfDomain.run(bench.harness.ports, event, signal);
    const mails = await readMails(mailboxFolder(bench.harness.ports.env));
    const subjects = mails.filter(({ to }) => to === acme.email).map(({ subject }) => subject);
    expect(subjects.toSorted()).toEqual(
      [
        `${live.host} is live`,
        `${live.host} is no longer served`,
        `${live.host} is well again`,
        `${live.host} needs its DNS record back`,
      ].toSorted(),
    );
  });

  it("keeps out others while it fails, and gives way to a fresh proof once it has stopped", async () => {
    const live = await bench.goLive(acme.ctx(), freshHost());
    setProofs(live.host);
    await bench.live(3 * 24);
    await expect(add(nova, live.host)).rejects.toMatchObject({ details: { reason: "domain_taken" } });
    await bench.live(5 * 24);

    const claim = await add(nova, live.host);
    expect(await check(nova, claim)).toMatchObject({ status: "needs_records" });
    setProofs(live.host, claim, live);
    expect(await check(nova, claim)).toMatchObject({ status: "verifying", problem: "held_elsewhere" });
    setProofs(live.host, claim);
    expect(await check(nova, claim)).toMatchObject({ status: "live" });
    expect(await bench.servedAt(live.host)).toBe(nova.tenant.slug);
    const [lost] = await listDomains.call(acme.ctx(), {});
    expect(lost).toMatchObject({ problem: "held_elsewhere", verifiedAt: null, isPrimary: false });
    expect(await verbsOf(acme)).toContain("domain.lose");
  });

  it("stays one that merely points elsewhere: its traffic may come through a proxy", async () => {
    const live = await bench.goLive(acme.ctx(), freshHost());
    bench.dns.set(live.host, "CNAME", "cdn.example.net");
    await bench.live(9 * 24);
    expect((await listDomains.call(acme.ctx(), {}))[0]).toMatchObject({
      status: "live",
      problem: "address_missing",
    });
    expect(await bench.servedAt(live.host)).toBe(acme.tenant.slug);
  });
});

it("workers do not check one domain twice at once", async () => {
  const { ports, clock } = bench.harness;
  const { recheckDomains } = await import("#server/modules/domains/index.ts");
  const live = await bench.goLive(acme.ctx(), freshHost());
  clock.advance(8 * 3_600_000);
  bench.dns.asked.length = 0;
  const { signal } = new AbortController();
  await Promise.all([recheckDomains.run(ports, signal), recheckDomains.run(ports, signal)]);
  const asked = bench.dns.asked.filter((question) => question === `TXT _domain-verify.${live.host}`);
  expect(asked).toHaveLength(1);
});
