import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Role } from "#server/kernel/permission.ts";
import { platformCtx } from "#server/modules/audit/index.ts";
import { readSession } from "#server/modules/auth/index.ts";
import {
  endUnlinkedSessions,
  getMyLink,
  listSsoLinks,
  recordSsoTest,
  saveOidc,
  signInBySso,
  unlinkMe,
  unlinkPerson,
} from "#server/modules/sso/index.ts";
import { findMember } from "#server/modules/tenancy/index.ts";
import { userActor } from "#server/session/user-actor.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";
import { ownerAt, siteOfTenant, turnOnTotp } from "#tests/support/persons.ts";
import { grantSso, proveDomain, reasonOf, SSO_ENV } from "#tests/support/sso.ts";

let harness: Harness;
let acme: MintedTenant;
beforeAll(async () => {
  harness = await openHarness({ env: SSO_ENV });
});
afterAll(() => harness.close());
beforeEach(async () => {
  acme = await harness.mintTenant();
  await grantSso(harness, acme);
  const seats = { id: `seats-${acme.tenant.slug}`, kind: "limit", key: "members", value: 9, reason: "test" };
  await db().entitlementOverride.create({ data: { ...seats, createdAt: harness.clock.now() } });
  await saveOidc.call(acme.ctx(), { name: "Corp", issuer: "https://idp.test", clientId: "c" });
  await proveDomain(harness, acme, `${acme.tenant.slug}-corp.test`);
});

const db = () => harness.ports.tenantDb(acme.tenant.id).client;
const mailOf = (name: string) => `${name}@${acme.tenant.slug}-corp.test`;
const tenantId = () => acme.tenant.id;
const users = () => harness.ports.systemDb.client.user;

async function enter(name: string, subject = name) {
  const { id: connectionId } = await db().ssoConnection.findFirstOrThrow();
  const identity = { subject, email: mailOf(name), isEmailVerified: true, name, groups: [] };
  const system = platformCtx(harness.ports, { type: "system", process: "sso" });
  return (await signInBySso.call(system, { tenantId: tenantId(), connectionId, identity })).signedIn;
}

/** The person in a session of their own, opened on the workspace's host a moment ago. */
async function personAt(userId: string) {
  const { id, name, email } = await users().findUniqueOrThrow({ where: { id: userId } });
  const now = harness.clock.now();
  const sessionId = `own-${userId}`;
  await harness.ports.systemDb.client.session.create({
    data: {
      id: sessionId,
      userId: id,
      hostTenantId: tenantId(),
      createdAt: now,
      authenticatedAt: now,
      expiresAt: new Date(now.getTime() + 86_400_000),
    },
  });
  const actor = { type: "user", userId: id, sessionId, name, email, role: null, permissions: [] } as const;
  const client = { address: "127.0.0.1", userAgent: "test", site: siteOfTenant(acme) };
  return platformCtx(harness.ports, { ...actor, authenticatedAt: now }, client);
}

const linksOf = async (role: Role = "admin") => listSsoLinks.call(acme.ctx(role), {});
const personIdOf = async (email: string) =>
  (await linksOf()).find((link) => link.email === email)?.personId ?? "";

describe("one's own link", () => {
  it("is given up by who has a password, and made anew by the next sign-in", async () => {
    const { userId } = await enter("ann");
    await users().update({ where: { id: userId }, data: { passwordHash: "there is one" } });
    const ann = await personAt(userId);
    expect(await getMyLink.call(ann, { tenantId: tenantId() })).toMatchObject({
      provider: "Corp",
      obstacle: null,
    });
    await unlinkMe.call(ann, { tenantId: tenantId() });
    expect(await getMyLink.call(ann, { tenantId: tenantId() })).toBeNull();
    expect(await linksOf()).toEqual([]);
    expect((await findMember(db(), userId))?.role).toBe("viewer");
    expect((await enter("ann", "another subject")).userId).toBe(userId);
  });

  it("stays when it is the only way in, and says so kindly", async () => {
    const { userId } = await enter("ann");
    const ann = await personAt(userId);
    const link = await getMyLink.call(ann, { tenantId: tenantId() });
    expect(link?.obstacle).toContain("Set a password or add a passkey first");
    expect(await reasonOf(unlinkMe.call(ann, { tenantId: tenantId() }))).toBe("no_other_way");
    await harness.ports.systemDb.client.passkey.create({
      data: {
        id: "key-elsewhere",
        userId,
        rpId: "elsewhere.test",
        name: "Elsewhere",
        publicKey: new Uint8Array([1]),
        counter: 0,
        isSynced: false,
        createdAt: harness.clock.now(),
      },
    });
    expect(await reasonOf(unlinkMe.call(ann, { tenantId: tenantId() }))).toBe("no_other_way");
    const rpId = new URL(siteOfTenant(acme).origin).hostname;
    await harness.ports.systemDb.client.passkey.updateMany({ where: { userId }, data: { rpId } });
    expect(await unlinkMe.call(ann, { tenantId: tenantId() })).toBeDefined();
  });

  it("stays where single sign-on is required of the person", async () => {
    const { userId } = await enter("ann");
    await users().update({ where: { id: userId }, data: { passwordHash: "there is one" } });
    await requireEverywhere();
    const call = unlinkMe.call(await personAt(userId), { tenantId: tenantId() });
    expect(await reasonOf(call)).toBe("sso_required");
  });

  it("of an owner goes once the password has a second factor beside it", async () => {
    const identity = { subject: "boss", email: acme.email, isEmailVerified: true, name: "", groups: [] };
    await recordSsoTest.call(acme.ctx(), { identity });
    await proveDomain(harness, acme, acme.email.split("@")[1] ?? "");
    await requireEverywhere();
    const owner = await ownerAt(harness, acme);
    expect(await reasonOf(unlinkMe.call(owner, { tenantId: tenantId() }))).toBe("no_other_way");
    await turnOnTotp(harness, owner);
    expect(await unlinkMe.call(owner, { tenantId: tenantId() })).toBeDefined();
  });

  it("asks for a recent proof, and is closed to a session that the provider vouches for", async () => {
    const signedIn = await enter("ann");
    await users().update({ where: { id: signedIn.userId }, data: { passwordHash: "there is one" } });
    const ann = await personAt(signedIn.userId);
    const session = await readSession(harness.ports, signedIn.sessionId, tenantId());
    if (!session) throw new Error("no session");
    const vouched = platformCtx(harness.ports, userActor(session, await findMember(db(), session.user.id)));
    expect(await reasonOf(unlinkMe.call(vouched, { tenantId: tenantId() }))).toBe("sso_session");
    harness.clock.advance(11 * 60_000);
    expect(await reasonOf(unlinkMe.call(ann, { tenantId: tenantId() }))).toBe("reauthentication_required");
    expect(await linksOf()).toHaveLength(1);
  });

  it("of another workspace is not found", async () => {
    const { userId } = await enter("ann");
    const other = await harness.mintTenant();
    const call = unlinkMe.call(await personAt(userId), { tenantId: other.tenant.id });
    await expect(call).rejects.toMatchObject({ code: "not_found" });
  });
});

async function requireEverywhere(): Promise<void> {
  await db().ssoConnection.updateMany({ data: { isEnabled: true, isEnforced: true } });
  harness.ports.live.publish(tenantId(), { topic: "sso" });
}

describe("somebody's link, to an administrator", () => {
  it("is removed when the address has gone to another person, who then comes in", async () => {
    const before = await enter("ann", "the former Ann");
    expect(await reasonOf(enter("ann", "the new Ann"))).toBe("subject_changed");
    const personId = await personIdOf(mailOf("ann"));
    await unlinkPerson.call(acme.ctx("admin"), { personId });
    const [event] = await harness.ports.systemDb.client.outboxEvent.findMany({
      where: { tenantId: tenantId(), type: "sso.unlinked" },
    });
    const heard = { ...Object(event?.payload), id: "e", type: "sso.unlinked", tenantId: tenantId() };
    await endUnlinkedSessions.run(harness.ports, heard, new AbortController().signal);
    expect(await readSession(harness.ports, before.sessionId, tenantId())).toBeNull();
    expect((await enter("ann", "the new Ann")).userId).toBe(before.userId);
  });

  it("is left alone when it is an owner's, or not there", async () => {
    const identity = { subject: "boss", email: acme.email, isEmailVerified: true, name: "", groups: [] };
    await recordSsoTest.call(acme.ctx(), { identity });
    const personId = await personIdOf(acme.email);
    expect(await reasonOf(unlinkPerson.call(acme.ctx("admin"), { personId }))).toBe("owner");
    expect(await linksOf()).toHaveLength(1);
    await enter("ann");
    const annId = await personIdOf(mailOf("ann"));
    await unlinkPerson.call(acme.ctx("admin"), { personId: annId });
    const again = unlinkPerson.call(acme.ctx("admin"), { personId: annId });
    await expect(again).rejects.toMatchObject({ code: "not_found" });
  });

  it("is neither seen nor removed by who may not", async () => {
    await enter("ann");
    const personId = await personIdOf(mailOf("ann"));
    for (const role of ["trader", "viewer"] as const) {
      await expect(listSsoLinks.call(acme.ctx(role), {})).rejects.toMatchObject({ code: "forbidden" });
      const call = unlinkPerson.call(acme.ctx(role), { personId });
      await expect(call).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  it("is found by name and address", async () => {
    await enter("ann");
    await enter("bea");
    expect((await linksOf()).map(({ name }) => name).toSorted()).toEqual(["ann", "bea"]);
    const found = await listSsoLinks.call(acme.ctx(), { search: "BEA@" });
    expect(found).toMatchObject([{ email: mailOf("bea"), role: "viewer" }]);
    expect(await listSsoLinks.call(acme.ctx(), { search: "nobody" })).toEqual([]);
  });
});
