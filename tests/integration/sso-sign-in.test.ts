import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isAppError } from "#server/kernel/errors.ts";
import { requireRecentAuth } from "#server/kernel/recent-auth.ts";
import { platformCtx, tenantCtx } from "#server/modules/audit/index.ts";
import { readSession, signIn } from "#server/modules/auth/index.ts";
import {
  enableSso,
  enforceSso,
  listSsoProblems,
  recordSsoTest,
  saveOidc,
  signInBySso,
  ssoFor,
  ssoFront,
} from "#server/modules/sso/index.ts";
import { findMember, listMyTenants } from "#server/modules/tenancy/index.ts";
import { memberOf } from "#server/session/member-of.ts";
import { signInByPassword } from "#server/session/password-gate.ts";
import { userActor } from "#server/session/user-actor.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";
import { grantSso, originOf, proveDomain, reasonOf, SSO_ENV } from "#tests/support/sso.ts";

let harness: Harness;
let acme: MintedTenant;
let rival: MintedTenant;
const SYSTEM = { type: "system", process: "sso" } as const;

beforeAll(async () => {
  harness = await openHarness({ env: SSO_ENV });
  acme = await openTenant("acme", "corp.test");
  rival = await openTenant("rival", "rival-corp.test");
});
afterAll(() => harness.close());

async function openTenant(slug: string, domain: string): Promise<MintedTenant> {
  const tenant = await harness.mintTenant(slug);
  await grantSso(harness, tenant);
  const { client } = harness.ports.tenantDb(tenant.tenant.id);
  const seats = { id: `seats-${slug}`, kind: "limit", key: "members", value: 4, reason: "test" };
  await client.entitlementOverride.create({ data: { ...seats, createdAt: harness.clock.now() } });
  await saveOidc.call(tenant.ctx(), { name: "Corp", issuer: "https://idp.test", clientId: "c" });
  await proveDomain(harness, tenant, domain);
  return tenant;
}

const identityOf = (name: string, domain = "corp.test", more: object = {}) => ({
  subject: name,
  email: `${name}@${domain}`,
  isEmailVerified: true,
  name,
  groups: [],
  ...more,
});

async function enter(tenant: MintedTenant, identity: ReturnType<typeof identityOf>) {
  const connection = await harness.ports.tenantDb(tenant.tenant.id).client.ssoConnection.findFirstOrThrow();
  const input = { tenantId: tenant.tenant.id, connectionId: connection.id, identity };
  return signInBySso.call(platformCtx(harness.ports, SYSTEM), input);
}

const memberAt = (tenant: MintedTenant, userId: string) =>
  findMember(harness.ports.tenantDb(tenant.tenant.id).client, userId);

describe("a session by single sign-on", () => {
  it("makes a new person a member, once, however often and however many at once", async () => {
    const entries = await Promise.all([1, 2, 3].map(() => enter(acme, identityOf("ann")).catch(() => null)));
    const { signedIn } = await enter(acme, identityOf("ann"));
    expect(entries.some(Boolean)).toBe(true);
    expect((await memberAt(acme, signedIn.userId))?.role).toBe("viewer");
    const { client } = harness.ports.systemDb;
    expect(await client.user.count({ where: { email: "ann@corp.test" } })).toBe(1);
    expect(await client.membership.count({ where: { userId: signedIn.userId } })).toBe(1);
    expect(await client.user.findUnique({ where: { id: signedIn.userId } })).toMatchObject({
      passwordHash: null,
    });
  });

  it("is good on this tenant's hosts, and proof of nothing that is the person's own", async () => {
    const { signedIn } = await enter(acme, identityOf("ann"));
    const { ports } = harness;
    expect(signedIn.hostTenantId).toBe(acme.tenant.id);
    expect(await readSession(ports, signedIn.sessionId, null)).toBeNull();
    expect(await readSession(ports, signedIn.sessionId, rival.tenant.id)).toBeNull();
    const session = await readSession(ports, signedIn.sessionId, acme.tenant.id);
    expect(session).toMatchObject({ method: "sso", authenticatedAt: null, secondFactorAt: null });
    if (!session) throw new Error("no session");
    const actor = userActor(session, await memberOf(ports, acme.tenant, session));
    expect(actor).toMatchObject({ isVouched: true, role: "viewer" });
    const refused = await reasonOf(listMyTenants.call(platformCtx(ports, actor), {}));
    expect(refused).toBe("sso_session");
  });

  it("is as fresh as the provider says, and never of the future", async () => {
    const { ports, clock } = harness;
    const minutesAgo = (minutes: number) => new Date(clock.now().getTime() - minutes * 60_000);
    const actorAfter = async (authenticatedAt: string) => {
      const { signedIn } = await enter(acme, identityOf("ann", "corp.test", { authenticatedAt }));
      const session = await readSession(ports, signedIn.sessionId, acme.tenant.id);
      if (!session) throw new Error("no session");
      const actor = userActor(session, await memberOf(ports, acme.tenant, session));
      return { at: session.authenticatedAt, ctx: tenantCtx(ports, acme.tenant, actor) };
    };
    const fresh = await actorAfter(minutesAgo(5).toISOString());
    expect(fresh.at).toEqual(minutesAgo(5));
    expect(() => requireRecentAuth(fresh.ctx)).not.toThrow();
    const old = await actorAfter(minutesAgo(11).toISOString());
    expect(() => requireRecentAuth(old.ctx)).toThrow("Show that it is you");
    expect((await actorAfter(minutesAgo(-60).toISOString())).at).toEqual(clock.now());
  });

  it("never reaches an account by an address that the tenant has not proven", async () => {
    expect(await reasonOf(enter(rival, identityOf("ann")))).toBe("domain_unproven");
    expect(await reasonOf(enter(acme, identityOf("owner", "rival.test")))).toBe("domain_unproven");
    const theirs = await harness.ports.systemDb.client.session.count({
      where: { hostTenantId: rival.tenant.id, method: "sso" },
    });
    expect(theirs).toBe(0);
  });

  it("counts seats", async () => {
    const outcomes = [];
    for (const name of ["b1", "b2", "b3"])
      outcomes.push(await reasonOf(enter(acme, identityOf(name)).then(() => "in")));
    expect(outcomes).toEqual(['answered "in"', 'answered "in"', "no_seat"]);
    const joined = await harness.ports.systemDb.client.user.count({ where: { email: "b3@corp.test" } });
    expect(joined).toBe(0);
  });

  it("of a stranger's connection is nothing", async () => {
    const connection = await harness.ports.tenantDb(rival.tenant.id).client.ssoConnection.findFirstOrThrow();
    const input = { tenantId: acme.tenant.id, connectionId: connection.id, identity: identityOf("ann") };
    const outcome = await signInBySso.call(platformCtx(harness.ports, SYSTEM), input).catch((error) => error);
    expect(isAppError(outcome) && outcome.code).toBe("not_found");
    const visitor = await signInBySso
      .call(platformCtx(harness.ports, { type: "visitor" }), input)
      .catch((error) => error);
    expect(isAppError(visitor) && visitor.code).toBe("not_found");
  });
});

describe("switching on and requiring", () => {
  const owner = () => acme.ctx();

  it("asks for a test first, and for one's own sign-in before it is required", async () => {
    expect(await reasonOf(enableSso.call(owner(), { isEnabled: true }))).toBe("untested");
    await recordSsoTest.call(owner(), { identity: identityOf("somebody", "else.test") });
    await enableSso.call(owner(), { isEnabled: true });
    expect(await reasonOf(enforceSso.call(owner(), { isEnforced: true }))).toBe("not_signed_in_by_sso");
    const self = { ...identityOf("owner", "acme.test"), email: acme.email };
    await recordSsoTest.call(owner(), { identity: self });
    harness.clock.advance(16 * 60_000);
    expect(await reasonOf(enforceSso.call(owner(), { isEnforced: true }))).toBe("not_signed_in_by_sso");
    await recordSsoTest.call(owner(), { identity: self });
    expect((await enforceSso.call(owner(), { isEnforced: true })).isEnforced).toBe(true);
    expect(await ssoFront(harness.ports, acme.tenant)).toEqual({
      name: "Corp",
      enforcedDomains: ["corp.test"],
    });
  });

  it("ends what sessions by password were worth, and answers every password of the domain alike", async () => {
    const { ports } = harness;
    const { signedIn } = await enter(acme, identityOf("ann"));
    const sso = await readSession(ports, signedIn.sessionId, acme.tenant.id);
    if (!sso) throw new Error("no session");
    expect((await memberOf(ports, acme.tenant, sso))?.role).toBe("viewer");
    expect(await memberOf(ports, acme.tenant, { ...sso, method: "password" })).toBeNull();
    expect(await memberOf(ports, acme.tenant, { ...sso, method: "handoff" })).toBeNull();

    expect(await ssoFor(ports, acme.tenant, " Ann@CORP.test ")).toEqual({
      name: "Corp",
      domain: "corp.test",
    });
    expect(await ssoFor(ports, acme.tenant, "ann@other.test")).toBeNull();
    const site = { origin: originOf(acme), basePath: "", tenant: acme.tenant };
    const ctx = platformCtx(ports, { type: "visitor" }, { address: "203.0.113.9", userAgent: "", site });
    const answers = await Promise.all(
      ["ann@corp.test", "nobody@corp.test"].map((email) =>
        signInByPassword(ctx, acme.tenant, { email, password: "whatever it may be" }, () =>
          signIn.call(ctx, { email, password: "whatever it may be" }),
        ).catch((error) => ({ message: error.message, details: error.details, code: error.code })),
      ),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toMatchObject({ details: { reason: "sso_required" } });
  });

  it("is off when the plan no longer has it", async () => {
    await harness.ports
      .tenantDb(acme.tenant.id)
      .client.entitlementOverride.deleteMany({ where: { key: "sso" } });
    harness.ports.live.publish(acme.tenant.id, { topic: "subscription" });
    await expect
      .poll(() => ssoFront(harness.ports, acme.tenant))
      .toEqual({ name: null, enforcedDomains: [] });
  });

  it("lists what went wrong to those who may know", async () => {
    const { recordEvent } = await import("#server/modules/audit/index.ts");
    const ctx = tenantCtx(harness.ports, acme.tenant, SYSTEM);
    await recordEvent(ctx, "sso.signInFailed", {
      entityId: acme.tenant.id,
      after: { problem: "clock", detail: "9 s" },
    });
    const [problem] = await listSsoProblems.call(acme.ctx("admin"), {});
    expect(problem).toMatchObject({ detail: "9 s" });
    expect(problem?.message).toContain("clock");
  });
});
