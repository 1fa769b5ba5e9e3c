import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getBranding, tenantLook, updateBranding } from "#server/modules/branding/index.ts";
import { listDomains, makePrimaryDomain, releaseDomain, tenantHome } from "#server/modules/domains/index.ts";
import { amendTenant } from "#server/modules/operator/index.ts";
import { admitsSession, enableSso, ssoFor } from "#server/modules/sso/index.ts";
import { installPorts } from "#server/platform/installed-ports.ts";
import { answerTlsAsk } from "#server/rest/answer-tls-ask.ts";
import { requireKnownHost, resolveLane } from "#server/session/lane.ts";
import { sealSession } from "#server/session/session-token.ts";
import { webActor } from "#server/session/web-actor.ts";
import { type DomainBench, openDomainBench } from "#tests/support/domains.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";
import { restDoor } from "#tests/support/rest.ts";
import { openTestSession } from "#tests/support/sessions.ts";
import { requireSso, SSO_ENV } from "#tests/support/sso.ts";
import { agreeOn, givePlan } from "#tests/support/terms.ts";

const THEME = { accent: "#123456", font: "inter", radius: "small", colorScheme: "light" } as const;

describe("an own domain that the plan does not include any more", () => {
  let bench: DomainBench;
  let acme: MintedTenant;
  let host: string;
  beforeAll(async () => {
    bench = await openDomainBench();
    acme = await bench.mint();
    installPorts(bench.harness.ports);
    host = (await bench.goLive(acme.ctx(), "trade.kept-company.com")).host;
  });
  afterAll(() => bench.close());

  async function visit() {
    const { ports } = bench.harness;
    const sessionId = await openTestSession(ports, acme.ownerId, acme.tenant.id);
    const cookie = `marque-session=${await sealSession(ports, sessionId, 3_600)}`;
    const headers = new Headers({ host: `${host}:3000`, cookie });
    const lane = await resolveLane(ports, headers);
    return { lane, actor: await webActor(ports, lane, headers) };
  }

  it("is resolved still and keeps its certificate, but lets nobody in and says where to go", async () => {
    const { ports } = bench.harness;
    const open = await visit();
    expect(open).toMatchObject({ lane: { isLapsed: false }, actor: { type: "user", role: "owner" } });
    expect(await tenantHome(ports, acme.tenant)).toBe(`http://${host}:3000`);

    await agreeOn(acme, "custom_domain", null);
    const { lane, actor } = await visit();
    expect(lane).toMatchObject({ isLapsed: true, tenant: { slug: acme.tenant.slug } });
    expect(actor).toEqual({ type: "visitor" });
    expect(() => requireKnownHost(lane)).toThrow(
      expect.objectContaining({ code: "payment_required", details: { reason: "domain_lapsed" } }),
    );
    const ask = restDoor(ports);
    const answer = await ask("POST", "/auth/login", { host: `${host}:3000`, body: {} });
    expect(answer).toMatchObject({ status: 402, body: { error: { details: { reason: "domain_lapsed" } } } });
    const tls = new Request(`http://web:3000/internal/tls-ask?domain=${host}`, {
      headers: { "x-direct-peer": "127.0.0.1" },
    });
    expect((await answerTlsAsk(tls)).status).toBe(200);
    expect(await tenantHome(ports, acme.tenant)).toBe(`http://${acme.tenant.slug}.localhost:3000`);
  });

  it("is kept, may not be made primary, may be released, and serves again with the plan", async () => {
    const [domain] = await listDomains.call(acme.ctx(), {});
    expect(domain).toMatchObject({ host, status: "live" });
    const domainId = domain?.id ?? "";
    await expect(makePrimaryDomain.call(acme.ctx(), { domainId })).rejects.toMatchObject({
      details: { reason: "feature_missing", liftedBy: { key: "professional" } },
    });
    await givePlan(acme, "professional");
    expect(await visit()).toMatchObject({ lane: { isLapsed: false }, actor: { type: "user" } });
    await givePlan(acme, null);
    await releaseDomain.call(acme.ctx(), { domainId });
    expect(await listDomains.call(acme.ctx(), {})).toEqual([]);
  });

  it("given by the operator goes on, whatever the plan", async () => {
    const nova = await bench.harness.mintTenant();
    const operator = { ...bench.harness.visitor(), actor: { type: "system", process: "test" } as const };
    await amendTenant.call(operator, { tenant: nova.tenant.slug, domain: "given.kept-company.org" });
    const [term] = await nova.ctx().db.entitlementOverride.findMany();
    expect(term).toMatchObject({ kind: "feature", key: "custom_domain", isGranted: true });
  });
});

describe("a look under a plan without custom branding", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openHarness({ env: { CATALOGUE: "auterity" } });
  });
  afterAll(() => harness.close());

  it("is frozen: it stays on every page and can't be changed, until the plan has it again", async () => {
    const acme = await harness.mintTenant();
    await givePlan(acme, "professional");
    await updateBranding.call(acme.ctx(), { companyName: "Kept Inc", theme: THEME });
    await givePlan(acme, "starter");
    await expect(
      updateBranding.call(acme.ctx(), { companyName: "Changed Inc", theme: THEME }),
    ).rejects.toMatchObject({ code: "payment_required", details: { liftedBy: { key: "professional" } } });
    expect(await getBranding.call(acme.ctx(), {})).toMatchObject({ companyName: "Kept Inc", theme: THEME });
    expect((await tenantLook(harness.ports, acme.tenant)).companyName).toBe("Kept Inc");
    await givePlan(acme, "professional");
    await updateBranding.call(acme.ctx(), { companyName: "Changed Inc", theme: THEME });
  });
});

describe("single sign-on that the plan does not include any more", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openHarness({ env: SSO_ENV });
  });
  afterAll(() => harness.close());

  it("is kept and not required: whoever had to come by it comes by password, or sets one", async () => {
    const acme = await harness.mintTenant();
    await requireSso(harness, acme, "corp.test");
    const { ports } = harness;
    const ann = {
      email: "ann@corp.test",
      role: "viewer",
      method: "password",
      hasSecondFactor: false,
    } as const;
    expect(await ssoFor(ports, acme.tenant, ann.email)).toMatchObject({ name: "Corp" });
    expect(await admitsSession(ports, acme.tenant, ann)).toBe(false);

    await agreeOn(acme, "sso", null);
    expect(await ssoFor(ports, acme.tenant, ann.email)).toBeNull();
    expect(await admitsSession(ports, acme.tenant, ann)).toBe(true);
    await expect(enableSso.call(acme.ctx(), { isEnabled: true })).rejects.toMatchObject({
      details: { reason: "feature_missing", liftedBy: { key: "enterprise" } },
    });
    expect(await acme.ctx().db.ssoConnection.findFirst()).toMatchObject({
      isEnabled: true,
      isEnforced: true,
    });

    await givePlan(acme, "enterprise");
    expect(await admitsSession(ports, acme.tenant, ann)).toBe(false);
  });
});
