import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Ctx } from "#server/kernel/ctx.ts";
import { authenticateKey, createKey, listKeys, rotateKey } from "#server/modules/api-keys/index.ts";
import { platformCtx, tenantCtx } from "#server/modules/audit/index.ts";
import {
  checkSecondFactor,
  login,
  readSession,
  refresh,
  secondFactorsOf,
  signIn,
  updateSignInPolicy,
} from "#server/modules/auth/index.ts";
import { resetTwoFactor } from "#server/modules/members/index.ts";
import { grantApiAccess } from "#tests/support/api-access.ts";
import type { Harness, MintedTenant } from "#tests/support/harness.ts";
import { mailsTo, openMailed, workOffAccounts } from "#tests/support/mail.ts";
import { asPerson, type Joined, join, PASSWORD, setSeats } from "#tests/support/members.ts";
import { ownerAt, siteOfTenant, turnOnTotp } from "#tests/support/persons.ts";
import { restDoor } from "#tests/support/rest.ts";

const HERE = { address: "203.0.113.7", userAgent: "curl" };
let harness: Harness;
let acme: MintedTenant;
let ownersTotp: { secret: string; codes: string[] };
beforeAll(async () => {
  harness = await openMailed();
});
afterAll(() => harness.close());
beforeEach(async () => {
  acme = await harness.mintTenant();
  await grantApiAccess(acme);
  await setSeats(acme, null);
  const owner = await ownerAt(harness, acme);
  ownersTotp = await turnOnTotp(harness, owner);
});

const requireOfAll = (requireTwoFactor = true) => updateSignInPolicy.call(acme.ctx(), { requireTwoFactor });
const keyOf = async (ctx: Ctx, name = "Desk") =>
  (await createKey.call(ctx, { name, scopes: ["bot:read"] })).secret;
const use = (secret: string) => authenticateKey(harness.ports, secret, HERE);
const refused = {
  code: "forbidden",
  message: expect.stringContaining("two-factor"),
  details: { reason: "two_factor_required" },
};
const admin = (email = `admin@${acme.tenant.slug}.test`) => join(harness, acme, email, "admin");

describe("keys, where two-factor is asked of everybody", () => {
  it("of a member without one stop with a 403 that says why, and work again once it is set up", async () => {
    const member = await admin();
    const [theirs, owners] = [await keyOf(await member.ctx()), await keyOf(acme.ctx(), "Owner's")];
    await use(theirs);
    await requireOfAll();
    const ask = restDoor(harness.ports);
    expect(await ask("GET", "/me", { token: theirs })).toMatchObject({
      status: 403,
      body: { error: { code: "forbidden", details: { reason: "two_factor_required" } } },
    });
    await use(owners);
    expect((await listKeys.call(acme.ctx(), {})).map((key) => [key.name, key.waitsForTwoFactor])).toEqual([
      ["Owner's", false],
      ["Desk", true],
    ]);
    await turnOnTotp(harness, await asPerson(harness, acme, member.email));
    await expect.poll(() => use(theirs), { timeout: 2_000 }).toBeTruthy();
    expect((await listKeys.call(acme.ctx(), {})).some((key) => key.waitsForTwoFactor)).toBe(false);
  });

  it("are not stopped where nobody asks for it, nor by what another workspace asks", async () => {
    const secret = await keyOf(await (await admin()).ctx());
    const other = await harness.mintTenant();
    await turnOnTotp(harness, await ownerAt(harness, other));
    await updateSignInPolicy.call(other.ctx(), { requireTwoFactor: true });
    await use(secret);
    await requireOfAll();
    await expect(use(secret)).rejects.toMatchObject(refused);
    await requireOfAll(false);
    await use(secret);
  });

  it("of a creator with a passkey work", async () => {
    const member = await admin();
    const secret = await keyOf(await member.ctx());
    await requireOfAll();
    await expect(use(secret)).rejects.toMatchObject(refused);
    const passkey = { publicKey: Buffer.from("k"), counter: 0n, name: "Laptop", isSynced: false };
    const at = { rpId: "localhost", createdAt: harness.clock.now() };
    await harness.ports.systemDb.client.passkey.create({
      data: { id: `pk-${member.userId}`, userId: member.userId, ...passkey, ...at },
    });
    await expect.poll(() => use(secret), { timeout: 2_000 }).toBeTruthy();
  });

  it("of who came by single sign-on are the company's provider's matter, and stay so when they rotate", async () => {
    const member = await admin();
    const ctx = await member.ctx();
    if (ctx.actor.type === "user") ctx.actor = { ...ctx.actor, isVouched: true };
    const { key, secret } = await createKey.call(ctx, { name: "Desk", scopes: ["key:write"] });
    await requireOfAll();
    const { tenant, actor } = await use(secret);
    const next = await rotateKey.call(tenantCtx(harness.ports, tenant, actor, HERE), { keyId: key.id });
    await use(next.secret);
  });
});

it("refresh tokens of a member without two-factor wait for it too, and are not used up by asking", async () => {
  const member = await admin();
  const visitor = platformCtx(harness.ports, { type: "visitor" }, HERE);
  const tenantId = acme.tenant.id;
  const { refreshToken } = await login.call(visitor, { email: member.email, password: PASSWORD, tenantId });
  await requireOfAll();
  await expect(refresh.call(visitor, { refreshToken })).rejects.toMatchObject(refused);
  await requireOfAll(false);
  await refresh.call(visitor, { refreshToken });
});

it("a backup code that was used is told by mail, with how many are left", async () => {
  const visitor = platformCtx(harness.ports, { type: "visitor" }, { ...HERE, site: siteOfTenant(acme) });
  const [first = "", second = ""] = ownersTotp.codes;
  await checkSecondFactor(visitor, acme.ownerId, first);
  await workOffAccounts(harness);
  const about = async () =>
    (await mailsTo(harness, acme.email)).filter(({ subject }) =>
      subject.startsWith("A backup code was used"),
    );
  expect(await about()).toHaveLength(1);
  const [mail] = await about();
  expect(mail).toMatchObject({ text: expect.stringContaining("9 are left") });
  expect(mail?.subject).toContain(acme.tenant.name);
  await checkSecondFactor(visitor, acme.ownerId, first);
  await checkSecondFactor(visitor, acme.ownerId, second);
  await harness.ports.systemDb.client.backupCode.updateMany({
    where: { userId: acme.ownerId, usedAt: null },
    data: { usedAt: harness.clock.now() },
  });
  await workOffAccounts(harness);
  expect(await about()).toHaveLength(2);
});

describe("a member's lost two-factor", () => {
  const resetBy = async (email: string, { memberId }: Pick<Joined, "memberId">) =>
    resetTwoFactor.call(await asPerson(harness, acme, email), { tenantId: acme.tenant.id, memberId });
  const withTotp = async (email: string, role: "admin" | "trader" = "trader") => {
    const member = await join(harness, acme, email, role);
    await turnOnTotp(harness, await asPerson(harness, acme, email));
    return member;
  };
  const hasTotp = async ({ userId }: Pick<Joined, "userId">) =>
    (await secondFactorsOf(harness.ports, userId)).totp;
  const reasonOf = (call: Promise<unknown>) => call.catch(({ code, details }) => [code, details.reason]);
  const ownerMember = async () => {
    const { id } = await acme.ctx().db.membership.findFirstOrThrow({ where: { userId: acme.ownerId } });
    return { memberId: id, userId: acme.ownerId };
  };

  it("is taken off: sessions end, the password signs in, a mail says who did it, the log has it", async () => {
    const member = await withTotp(`tess@${acme.tenant.slug}.test`);
    const visitor = platformCtx(harness.ports, { type: "visitor" }, { ...HERE, site: siteOfTenant(acme) });
    const sessionId = `open-${member.userId}`;
    const at = harness.clock.now();
    await harness.ports.systemDb.client.session.create({
      data: { id: sessionId, userId: member.userId, createdAt: at, expiresAt: new Date(at.getTime() + 1e9) },
    });
    expect(await readSession(harness.ports, sessionId, null)).not.toBeNull();
    await resetBy(acme.email, member);
    expect(await hasTotp(member)).toBe(false);
    expect(await secondFactorsOf(harness.ports, member.userId)).toMatchObject({ backupCodesLeft: 0 });
    expect(await readSession(harness.ports, sessionId, null)).toBeNull();
    expect(await signIn.call(visitor, { email: member.email, password: PASSWORD })).toMatchObject({
      outcome: "signed_in",
    });
    await workOffAccounts(harness);
    const mails = await mailsTo(harness, member.email);
    expect(mails.find(({ subject }) => subject.startsWith("Two-factor was reset"))?.text).toContain(
      "Owner has",
    );
    const [row] = await acme.ctx().db.auditLog.findMany({ where: { verb: "member.resetTwoFactor" } });
    expect(row).toMatchObject({ entityId: member.memberId, userId: acme.ownerId, after: { totp: false } });
    expect(await reasonOf(resetBy(acme.email, member))).toEqual(["conflict", "totp_off"]);
  });

  it("is nobody's own to reset, nor an owner's or admin's to an admin, nor anything to a trader", async () => {
    const [one, two] = [
      await withTotp(`a1@${acme.tenant.slug}.test`, "admin"),
      await withTotp(`a2@${acme.tenant.slug}.test`, "admin"),
    ];
    const trader = await withTotp(`t@${acme.tenant.slug}.test`);
    expect(await reasonOf(resetBy(acme.email, await ownerMember()))).toEqual(["forbidden", "own_two_factor"]);
    expect(await reasonOf(resetBy(one.email, one))).toEqual(["forbidden", "own_two_factor"]);
    expect(await reasonOf(resetBy(one.email, await ownerMember()))).toEqual(["forbidden", "owner_only"]);
    expect(await reasonOf(resetBy(one.email, two))).toEqual(["forbidden", "owner_only"]);
    expect(await reasonOf(resetBy(trader.email, one))).toEqual(["forbidden", "missing_permission"]);
    expect([await hasTotp(one), await hasTotp(two), await hasTotp({ userId: acme.ownerId })]).toEqual([
      true,
      true,
      true,
    ]);
    await resetBy(one.email, trader);
    expect(await hasTotp(trader)).toBe(false);
  });

  it("asks for a proof of who it is from the last minutes", async () => {
    const member = await withTotp(`tess@${acme.tenant.slug}.test`);
    const ctx = await asPerson(harness, acme, acme.email);
    harness.clock.advance(600_001);
    const late = resetTwoFactor.call(ctx, { tenantId: acme.tenant.id, memberId: member.memberId });
    expect(await reasonOf(late)).toEqual(["forbidden", "reauthentication_required"]);
    expect(await hasTotp(member)).toBe(true);
  });

  it("is not this workspace's to take where the account is in another too, or runs the platform", async () => {
    const member = await withTotp(`tess@${acme.tenant.slug}.test`);
    const other = await harness.mintTenant();
    const { client: db } = harness.ports.systemDb;
    const tenantId = other.tenant.id;
    await db.membership.create({ data: { tenantId, id: "there", userId: member.userId, role: "viewer" } });
    expect(await reasonOf(resetBy(acme.email, member))).toEqual(["conflict", "account_elsewhere"]);
    await db.membership.deleteMany({ where: { tenantId, id: "there" } });
    await db.user.update({ where: { id: member.userId }, data: { isOperator: true } });
    expect(await reasonOf(resetBy(acme.email, member))).toEqual(["conflict", "account_elsewhere"]);
    expect(await hasTotp(member)).toBe(true);
  });

  it("of another workspace's member is not found", async () => {
    const other = await harness.mintTenant();
    const { id } = await other.ctx().db.membership.findFirstOrThrow();
    await turnOnTotp(harness, await ownerAt(harness, other));
    const call = resetBy(acme.email, { memberId: id });
    expect(await call.catch(({ code }) => code)).toBe("not_found");
    const there = { tenantId: other.tenant.id, memberId: id };
    const asThere = resetTwoFactor.call(await asPerson(harness, acme, acme.email), there);
    expect(await asThere.catch(({ code }) => code)).toBe("not_found");
    expect(await hasTotp({ userId: other.ownerId })).toBe(true);
  });
});
