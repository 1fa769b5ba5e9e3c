import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { TenantEvent } from "#server/kernel/background.ts";
import { platformCtx } from "#server/modules/audit/index.ts";
import { readSession } from "#server/modules/auth/index.ts";
import { tellOfEmailDomain } from "#server/modules/notifications/index.ts";
import {
  addSsoDomain,
  getSso,
  recheckSsoDomains,
  removeSsoDomain,
  signInBySso,
  ssoFor,
  verifySsoDomain,
} from "#server/modules/sso/index.ts";
import type { SsoDomain } from "#server/modules/sso/schema.ts";
import { readMails } from "#server/sandbox/open-mailbox.ts";
import { type DnsServer, openDnsServer } from "#tests/support/dns-server.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";
import { reasonOf, requireSso, SSO_ENV } from "#tests/support/sso.ts";

const HOUR_MS = 3_600_000;
let harness: Harness;
let dns: DnsServer;
let acme: MintedTenant;
const dataDirectory = mkdtempSync(path.join(tmpdir(), "marque-sso-domains-"));

beforeAll(async () => {
  dns = await openDnsServer();
  harness = await openHarness({ env: { ...SSO_ENV, DNS_SERVERS: dns.address, DATA_DIR: dataDirectory } });
});
afterAll(async () => {
  await harness.close();
  await dns.close();
});
beforeEach(async () => {
  dns.mood = "answer";
  acme = await harness.mintTenant();
  await requireSso(harness, acme, "first.test");
  const seats = { id: `seats-${acme.tenant.slug}`, kind: "limit", key: "members", value: 9, reason: "test" };
  const { client } = harness.ports.tenantDb(acme.tenant.id);
  await client.entitlementOverride.create({ data: { ...seats, createdAt: harness.clock.now() } });
});

const publish = ({ recordName, recordValue }: SsoDomain) => dns.set(recordName, "TXT", recordValue);
const remove = ({ recordName }: SsoDomain) => dns.remove(recordName);
const recheck = () => recheckSsoDomains.run(harness.ports, new AbortController().signal);
async function live(hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour++) {
    harness.clock.advance(HOUR_MS);
    await recheck();
  }
}
async function shown(domain: string): Promise<SsoDomain> {
  const found = (await getSso.call(acme.ctx(), {})).domains.find((each) => each.domain === domain);
  if (!found) throw new Error(`no ${domain}`);
  return found;
}
const happenings = async () => {
  const rows = await harness.ports.systemDb.client.outboxEvent.findMany({
    where: { tenantId: acme.tenant.id, type: { startsWith: "ssoDomain." } },
    orderBy: { id: "asc" },
  });
  return rows.map(({ type }) => type.replace("ssoDomain.", ""));
};

/** A domain, proven; its record stands. */
async function prove(domain: string): Promise<SsoDomain> {
  const added = await addSsoDomain.call(acme.ctx(), { domain });
  publish(added);
  return verifySsoDomain.call(acme.ctx(), { emailDomainId: added.id });
}

const enter = async (name: string, domain: string) => {
  const { client } = harness.ports.tenantDb(acme.tenant.id);
  const { id: connectionId } = await client.ssoConnection.findFirstOrThrow();
  const identity = {
    subject: name,
    email: `${name}@${domain}`,
    isEmailVerified: true,
    name,
    groups: [],
  };
  const system = platformCtx(harness.ports, { type: "system", process: "sso" });
  return signInBySso.call(system, { tenantId: acme.tenant.id, connectionId, identity });
};

describe("an e-mail domain", () => {
  it("is proven without a click, once its record is there", async () => {
    const added = await addSsoDomain.call(acme.ctx(), { domain: "corp.test" });
    expect(added.status).toBe("unproven");
    harness.clock.advance(61_000);
    await recheck();
    expect((await shown("corp.test")).status).toBe("unproven");
    publish(added);
    harness.clock.advance(61_000);
    await recheck();
    expect((await shown("corp.test")).status).toBe("proven");
    expect(await happenings()).toEqual(["verified"]);
  });

  it("is not proven by another's token, nor by a silent name server", async () => {
    const added = await addSsoDomain.call(acme.ctx(), { domain: "wrong.test" });
    dns.set(added.recordName, "TXT", "sso-verify=something-else");
    expect((await verifySsoDomain.call(acme.ctx(), { emailDomainId: added.id })).status).toBe("unproven");
    dns.mood = "servfail";
    const silent = verifySsoDomain.call(acme.ctx(), { emailDomainId: added.id });
    await expect(silent).rejects.toMatchObject({ code: "unavailable" });
  });

  it("is looked at for ever: its owner hears that the record is gone, and that it is back", async () => {
    const domain = await prove("kept.test");
    await live(24);
    expect((await shown("kept.test")).status).toBe("proven");
    remove(domain);
    await live(9);
    const failing = await shown("kept.test");
    expect(failing.status).toBe("failing");
    expect(failing.stopsAt).not.toBeNull();
    expect(await ssoFor(harness.ports, acme.tenant, "x@kept.test")).not.toBeNull();
    publish(domain);
    await live(9);
    expect((await shown("kept.test")).status).toBe("proven");
    expect(await happenings()).toEqual(["verified", "failing", "recovered"]);
  });

  it("is unmoved by a name server that is silent for a fortnight", async () => {
    await prove("silent.test");
    dns.mood = "servfail";
    await live(14 * 24);
    expect((await shown("silent.test")).status).toBe("proven");
    expect(await happenings()).toEqual(["verified"]);
  });

  it("is asked for once, though two workers look at the same time", async () => {
    const domain = await prove("twice.test");
    remove(domain);
    await live(8);
    harness.clock.advance(7 * 24 * HOUR_MS);
    await Promise.all([recheck(), recheck(), recheck()]);
    await Promise.all([recheck(), recheck()]);
    await live(2);
    expect(await happenings()).toEqual(["verified", "failing", "stopped"]);
  });

  it("that was removed meanwhile is left alone", async () => {
    const domain = await prove("gone.test");
    await removeSsoDomain.call(acme.ctx(), { emailDomainId: domain.id });
    await live(12);
    expect(await happenings()).toEqual(["verified"]);
  });
});

describe("an e-mail domain whose record stays away for a week", () => {
  it("counts no more: nobody new, nothing required; sessions and members stay, and the owner is told", async () => {
    const domain = await prove("lost.test");
    const { signedIn } = await enter("ann", "lost.test");
    expect(await ssoFor(harness.ports, acme.tenant, "ann@lost.test")).toMatchObject({ domain: "lost.test" });

    remove(domain);
    await live(8 * 24);
    expect((await shown("lost.test")).status).toBe("stopped");
    expect(await ssoFor(harness.ports, acme.tenant, "ann@lost.test")).toBeNull();
    expect(await reasonOf(enter("bea", "lost.test"))).toBe("domain_unproven");
    const { ports } = harness;
    expect(await readSession(ports, signedIn.sessionId, acme.tenant.id)).not.toBeNull();
    expect((await enter("ann", "lost.test")).signedIn.userId).toBe(signedIn.userId);
    const log = await ports.tenantDb(acme.tenant.id).client.auditLog.findMany({
      where: { verb: { in: ["sso.failDomain", "sso.stopDomain"] } },
    });
    expect(log.map(({ verb }) => verb)).toEqual(["sso.failDomain", "sso.stopDomain"]);

    const events = await ports.systemDb.client.outboxEvent.findMany({ where: { tenantId: acme.tenant.id } });
    for (const { id, type, tenantId, payload } of events) {
      if (!tellOfEmailDomain.events.includes(type)) continue;
      await tellOfEmailDomain.run(
        ports,
        { ...Object(payload), id, type, tenantId } as TenantEvent,
        new AbortController().signal,
      );
    }
    const mails = (await readMails(path.join(dataDirectory, "mailbox"))).filter(
      ({ to }) => to === acme.email,
    );
    expect(mails.map(({ subject }) => subject).toSorted()).toEqual([
      "lost.test counts no more for single sign-on",
      "lost.test is proven",
      "lost.test needs its DNS record back",
    ]);
    expect(mails.every(({ text }) => text.includes("/settings/sso"))).toBe(true);

    publish(domain);
    await live(7);
    expect((await shown("lost.test")).status).toBe("proven");
    expect((await enter("bea", "lost.test")).signedIn.userId).toBeDefined();
  });
});
