import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { platformCtx, tenantCtx } from "#server/modules/audit/index.ts";
import {
  changePassword,
  confirmEmail,
  confirmEmailChange,
  getProfile,
  needsTwoFactor,
  openSignedInSession,
  readSession,
  requestEmailChange,
  requestVerification,
  stopEmailChange,
  updateProfile,
  updateSignInPolicy,
} from "#server/modules/auth/index.ts";
import { verifyPassword } from "#server/platform/password.ts";
import { userActor } from "#server/session/user-actor.ts";
import type { Harness, MintedTenant } from "#tests/support/harness.ts";
import { mailsTo, openMailed, tokenIn, workOffAccounts } from "#tests/support/mail.ts";
import { ownerAt, siteOfTenant, turnOnTotp } from "#tests/support/persons.ts";

const NEW_PASSWORD = "entirely other words";

let harness: Harness;
beforeAll(async () => {
  harness = await openMailed();
});
afterAll(() => harness.close());

const visitorAt = (minted: MintedTenant) =>
  platformCtx(harness.ports, { type: "visitor" }, { address: "", userAgent: "", site: siteOfTenant(minted) });

const accountOf = (userId: string) =>
  harness.ports.systemDb.client.user.findUniqueOrThrow({ where: { id: userId } });

async function askToMove(to: string) {
  const minted = await harness.mintTenant();
  const ctx = await ownerAt(harness, minted);
  await requestEmailChange.call(ctx, { email: to });
  await workOffAccounts(harness);
  return { minted, ctx };
}

describe("one's own profile", () => {
  it("has a name that can be changed", async () => {
    const minted = await harness.mintTenant();
    const ctx = await ownerAt(harness, minted);
    await updateProfile.call(ctx, { name: "Ada L." });
    expect(await getProfile.call(ctx, {})).toMatchObject({
      name: "Ada L.",
      hasPassword: true,
      pendingEmail: null,
    });
  });

  it("changes its password for the present one, keeps this session and ends the others", async () => {
    const minted = await harness.mintTenant();
    const ctx = await ownerAt(harness, minted);
    const proof = {
      userId: minted.ownerId,
      hostTenantId: null,
      method: "password" as const,
      secondFactor: false,
    };
    const { signedIn } = await openSignedInSession(platformCtx(harness.ports, { type: "visitor" }), proof);
    await expect(
      changePassword.call(ctx, { current: "a wrong one", password: NEW_PASSWORD }),
    ).rejects.toMatchObject({ details: { fields: { current: expect.any(String) } } });
    await changePassword.call(ctx, { current: minted.password, password: NEW_PASSWORD });
    const { passwordHash } = await accountOf(minted.ownerId);
    expect(await verifyPassword(passwordHash, NEW_PASSWORD)).toBe(true);
    expect(await readSession(harness.ports, signedIn.sessionId, null)).toBeNull();
    const mine = ctx.actor.type === "user" ? ctx.actor.sessionId : "";
    expect(await readSession(harness.ports, mine, minted.tenant.id)).not.toBeNull();
    await workOffAccounts(harness);
    expect((await mailsTo(harness, minted.email))[0]?.subject).toContain("password was changed");
  });

  it("asks for a recent proof before the address or a factor changes", async () => {
    const minted = await harness.mintTenant();
    const ctx = await ownerAt(harness, minted);
    harness.clock.advance(11 * 60_000);
    await expect(requestEmailChange.call(ctx, { email: "late@move.test" })).rejects.toMatchObject({
      details: { reason: "reauthentication_required" },
    });
  });
});

describe("another e-mail address", () => {
  it("counts once it is confirmed there; the old one is told before and after", async () => {
    const { minted, ctx } = await askToMove("moved@move.test");
    expect(await getProfile.call(ctx, {})).toMatchObject({
      email: minted.email,
      pendingEmail: "moved@move.test",
    });
    const [told] = await mailsTo(harness, minted.email);
    expect(told?.text).not.toContain("#change.");
    const [confirm] = await mailsTo(harness, "moved@move.test");
    const token = tokenIn(confirm?.text ?? "", "change");
    await confirmEmailChange.call(visitorAt(minted), { token });
    expect(await accountOf(minted.ownerId)).toMatchObject({ email: "moved@move.test" });
    await expect(confirmEmailChange.call(visitorAt(minted), { token })).rejects.toMatchObject({
      code: "gone",
    });
    await workOffAccounts(harness);
    expect((await mailsTo(harness, minted.email))[0]?.subject).toContain("was changed");
  });

  it.each(["old", "new"])("can be stopped from the %s one", async (which) => {
    const to = `stopped-${which}@move.test`;
    const { minted } = await askToMove(to);
    const [confirm] = await mailsTo(harness, to);
    const [mail] = await mailsTo(harness, which === "old" ? minted.email : to);
    await stopEmailChange.call(visitorAt(minted), { token: tokenIn(mail?.text ?? "", "stop") });
    const token = tokenIn(confirm?.text ?? "", "change");
    await expect(confirmEmailChange.call(visitorAt(minted), { token })).rejects.toMatchObject({
      code: "gone",
    });
    expect(await accountOf(minted.ownerId)).toMatchObject({ email: minted.email });
  });

  it("that is somebody's already is answered the same, and never moves", async () => {
    const other = await harness.mintTenant();
    const { minted } = await askToMove(other.email);
    const [mail] = await mailsTo(harness, other.email);
    expect(mail?.text).not.toContain("#change.");
    expect(await accountOf(minted.ownerId)).toMatchObject({ email: minted.email });
  });

  it("is stopped by a newer wish: the older link is dead", async () => {
    const { minted, ctx } = await askToMove("older@move.test");
    const [older] = await mailsTo(harness, "older@move.test");
    await requestEmailChange.call(ctx, { email: "newer@move.test" });
    const token = tokenIn(older?.text ?? "", "change");
    await expect(confirmEmailChange.call(visitorAt(minted), { token })).rejects.toMatchObject({
      code: "gone",
    });
  });
});

it("an address is confirmed by a link, which a reset's is not", async () => {
  const minted = await harness.mintTenant();
  const { user } = harness.ports.systemDb.client;
  await user.update({ where: { id: minted.ownerId }, data: { emailVerifiedAt: null }, select: { id: true } });
  const ctx = await ownerAt(harness, minted);
  expect(await getProfile.call(ctx, {})).toMatchObject({ isEmailVerified: false });
  await requestVerification.call(ctx, {});
  await workOffAccounts(harness);
  const [mail] = await mailsTo(harness, minted.email);
  await confirmEmail.call(visitorAt(minted), { token: tokenIn(mail?.text ?? "", "verify") });
  expect(await getProfile.call(ctx, {})).toMatchObject({ isEmailVerified: true });
});

describe("two-factor for everybody", () => {
  it("is asked by who has it, and lets nobody else do anything until they have", async () => {
    const minted = await harness.mintTenant();
    const { ports } = harness;
    const ask = () => updateSignInPolicy.call(minted.ctx(), { requireTwoFactor: true });
    await expect(ask()).rejects.toMatchObject({ details: { reason: "own_two_factor_first" } });
    const ctx = await ownerAt(harness, minted);
    const user = { ...(await accountOf(minted.ownerId)) };
    const session = { user, secondFactorAt: null, method: "password" };
    expect(await needsTwoFactor(ports, minted.tenant.id, session)).toBe(false);
    await turnOnTotp(harness, ctx);
    await ask();
    expect(await needsTwoFactor(ports, minted.tenant.id, session)).toBe(false);
    const stranger = { ...session, user: { ...user, id: "somebody-else" } };
    expect(await needsTwoFactor(ports, minted.tenant.id, stranger)).toBe(true);
    expect(
      await needsTwoFactor(ports, minted.tenant.id, { ...stranger, secondFactorAt: ports.clock.now() }),
    ).toBe(false);
    expect(await needsTwoFactor(ports, minted.tenant.id, { ...stranger, method: "sso" })).toBe(false);
    const actor = userActor(
      { id: "s", user, method: "password", authenticatedAt: null, secondFactorAt: null },
      { role: "owner", permissions: ["tenant:write"] },
      { needsTwoFactor: true },
    );
    const refused = updateSignInPolicy.call(tenantCtx(ports, minted.tenant, actor), {
      requireTwoFactor: false,
    });
    await expect(refused).rejects.toMatchObject({ details: { reason: "two_factor_required" } });
  });
});
