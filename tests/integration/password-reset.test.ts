import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Site } from "#server/kernel/ctx.ts";
import { platformCtx } from "#server/modules/audit/index.ts";
import {
  checkSecondFactor,
  login,
  readSession,
  requestReset,
  resetPassword,
  secondFactorsOf,
  signIn,
} from "#server/modules/auth/index.ts";
import { statementsOf } from "#tests/support/count-statements.ts";
import type { Harness, MintedTenant } from "#tests/support/harness.ts";
import { mailsTo, openMailed, tokenIn, workOffAccounts } from "#tests/support/mail.ts";
import { codeOf, ownerAt, siteOfTenant, turnOnTotp } from "#tests/support/persons.ts";
import { openTestSession } from "#tests/support/sessions.ts";

const NEW_PASSWORD = "entirely other words";
const MINUTE_MS = 60_000;

let harness: Harness;
beforeAll(async () => {
  harness = await openMailed();
});
afterAll(() => harness.close());

const visitorAt = (site?: Site) =>
  platformCtx(
    harness.ports,
    { type: "visitor" },
    { address: "198.51.100.7", userAgent: "test", ...(site ? { site } : {}) },
  );

async function tokenFor(email: string, site?: Site): Promise<string> {
  await requestReset.call(visitorAt(site), { email });
  await workOffAccounts(harness);
  const [mail] = await mailsTo(harness, email);
  return tokenIn(mail?.text ?? "", "reset");
}

const reset = (token: string, site?: Site, password = NEW_PASSWORD) =>
  resetPassword.call(visitorAt(site), { token, password });

describe("asking for a new password", () => {
  it("answers and works the same for an address that has an account and one that has none", async () => {
    const { email } = await harness.mintTenant();
    await requestReset.call(visitorAt(), { email: "warm@up.test" });
    const answers: unknown[] = [];
    const asked = (to: string) =>
      statementsOf(async () => answers.push(await requestReset.call(visitorAt(), { email: to })));
    const [known, unknown] = [await asked(email), await asked("nobody@reset.test")];
    expect(answers).toEqual([
      { email, expiresInMinutes: 30 },
      { email: "nobody@reset.test", expiresInMinutes: 30 },
    ]);
    expect(known).toEqual(unknown);
    expect(known.join()).not.toContain("app_user");
    await workOffAccounts(harness);
    expect(await mailsTo(harness, "nobody@reset.test")).toEqual([]);
  });

  it("mails in the tenant's name with a link to the tenant's host, and in ours on the root domain", async () => {
    const minted = await harness.mintTenant();
    await tokenFor(minted.email, siteOfTenant(minted));
    const [branded] = await mailsTo(harness, minted.email);
    expect(branded?.fromName).toBe(minted.tenant.name);
    expect(branded?.text).toContain(`http://${minted.tenant.slug}.localhost:3000/reset-password#reset.`);
    expect(branded?.text).not.toContain("Marque");
    await tokenFor(minted.email);
    const [ours] = await mailsTo(harness, minted.email);
    expect(ours?.fromName).toBe("Marque");
    expect(ours?.text).toContain("http://localhost:3000/reset-password#reset.");
  });

  it("mails nobody in the name of a tenant they do not belong to", async () => {
    const [mine, theirs] = [await harness.mintTenant(), await harness.mintTenant()];
    await requestReset.call(visitorAt(siteOfTenant(theirs)), { email: mine.email });
    await workOffAccounts(harness);
    expect(await mailsTo(harness, mine.email)).toEqual([]);
  });
});

describe("a link for a new password", () => {
  it("works once, even when used twice at the same time", async () => {
    const { email, password } = await harness.mintTenant();
    const token = await tokenFor(email);
    const results = await Promise.allSettled([reset(token), reset(token)]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(signIn.call(harness.visitor(), { email, password })).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await signIn.call(harness.visitor(), { email, password: NEW_PASSWORD });
    await expect(reset(token)).rejects.toMatchObject({ code: "gone" });
  });

  it("dies after half an hour, when a newer one is sent, and when the password changes", async () => {
    const { email } = await harness.mintTenant();
    const older = await tokenFor(email);
    const newer = await tokenFor(email);
    await expect(reset(older)).rejects.toMatchObject({ code: "gone" });
    harness.clock.advance(30 * MINUTE_MS);
    await expect(reset(newer)).rejects.toMatchObject({ code: "gone" });
    const minted = await harness.mintTenant();
    const [here, there] = [
      await tokenFor(minted.email, siteOfTenant(minted)),
      await harness.ports.systemDb.client.accountLink.count({
        where: { userId: minted.ownerId, closedAt: null },
      }),
    ];
    expect(there).toBe(1);
    await reset(here, siteOfTenant(minted));
    const { accountLink } = harness.ports.systemDb.client;
    expect(await accountLink.count({ where: { userId: minted.ownerId, closedAt: null } })).toBe(0);
  });

  it("is good on the site it was asked for and on no other, and for nothing else", async () => {
    const [mine, theirs] = [await harness.mintTenant(), await harness.mintTenant()];
    const token = await tokenFor(mine.email, siteOfTenant(mine));
    await expect(reset(token)).rejects.toMatchObject({ code: "gone" });
    await expect(reset(token, siteOfTenant(theirs))).rejects.toMatchObject({ code: "gone" });
    const { linkToken } = await import("#server/modules/auth/links/link-token.ts");
    const forgery = linkToken(harness.ports, "verify", token.split(".")[0] ?? "");
    await expect(reset(forgery, siteOfTenant(mine))).rejects.toMatchObject({ code: "gone" });
    await reset(token, siteOfTenant(mine));
  });

  it("refuses a weak password and can be used again", async () => {
    const minted = await harness.mintTenant();
    const token = await tokenFor(minted.email, siteOfTenant(minted));
    await expect(reset(token, siteOfTenant(minted), `${minted.tenant.name} 2026`)).rejects.toMatchObject({
      details: { fields: { password: expect.stringContaining("Leave out") } },
    });
    await reset(token, siteOfTenant(minted));
  });

  it("ends every session and token, and tells the person", async () => {
    const minted: MintedTenant = await harness.mintTenant();
    const { ports } = harness;
    const sessionId = await openTestSession(ports, minted.ownerId, minted.tenant.id);
    const { email, password } = minted;
    await login.call(harness.visitor(), { email, password, tenantId: minted.tenant.id });
    await reset(await tokenFor(email, siteOfTenant(minted)), siteOfTenant(minted));
    expect(await readSession(ports, sessionId, minted.tenant.id)).toBeNull();
    const alive = { userId: minted.ownerId, revokedAt: null };
    expect(await ports.systemDb.client.session.count({ where: alive })).toBe(0);
    await workOffAccounts(harness);
    const [told] = await mailsTo(harness, email);
    expect(told).toMatchObject({
      fromName: minted.tenant.name,
      subject: expect.stringContaining("was reset"),
    });
    const log = await ports.systemDb.client.auditLog.findFirst({
      where: { tenantId: minted.tenant.id, verb: "auth.resetPassword" },
    });
    expect(log).toMatchObject({ userId: minted.ownerId, address: "198.51.100.7" });
  });

  it("leaves the second factor as it is, and signs nobody in", async () => {
    const minted = await harness.mintTenant();
    const { secret } = await turnOnTotp(harness, await ownerAt(harness, minted));
    harness.clock.advance(MINUTE_MS);
    const answer = await reset(await tokenFor(minted.email, siteOfTenant(minted)), siteOfTenant(minted));
    expect(answer).toEqual({ email: minted.email, deviceToken: expect.any(String) });
    expect(await secondFactorsOf(harness.ports, minted.ownerId)).toMatchObject({ totp: true });
    expect(await checkSecondFactor(harness.visitor(), minted.ownerId, codeOf(secret, harness))).toBe("totp");
  });
});
