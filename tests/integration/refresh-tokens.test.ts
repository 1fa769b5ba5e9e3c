import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Client } from "#server/kernel/ctx.ts";
import { platformCtx } from "#server/modules/audit/index.ts";
import { login, logout, readSession, refresh } from "#server/modules/auth/index.ts";
import { readAccessToken, tokenSecretsOf } from "#server/platform/token.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";

const DAY_MS = 86_400_000;
const APP: Client = { address: "203.0.113.7", userAgent: "desk/1.0" };
const THIEF: Client = { address: "198.51.100.9", userAgent: "curl" };
let harness: Harness;
let acme: MintedTenant;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  acme = await harness.mintTenant();
});

const as = (client: Client, ports = harness.ports) => platformCtx(ports, { type: "visitor" }, client);
const signIn = () =>
  login.call(as(APP), { email: acme.email, password: acme.password, tenantId: acme.tenant.id });
const renew = (refreshToken: string, client = APP) => refresh.call(as(client), { refreshToken });
const sessionOf = async (accessToken: string) => {
  const secrets = tokenSecretsOf(harness.ports.env, harness.ports.authSecret);
  const claims = await readAccessToken(accessToken, secrets, harness.clock.now());
  return claims && readSession(harness.ports, claims.sessionId, claims.tenantId);
};
const reuses = () => acme.ctx().db.auditLog.count({ where: { verb: "auth.reuseRefreshToken" } });
const refused = { code: "unauthenticated", details: { reason: "invalid_token" } };

describe("refresh tokens", () => {
  it("are good once each, for as long as they are used", async () => {
    let tokens: { accessToken: string; refreshToken: string } = await signIn();
    const seen = new Set([tokens.refreshToken]);
    for (let days = 0; days < 24; days += 8) {
      harness.clock.advance(8 * DAY_MS);
      tokens = await renew(tokens.refreshToken);
      seen.add(tokens.refreshToken);
      expect(await sessionOf(tokens.accessToken)).toMatchObject({ user: { email: acme.email } });
    }
    expect(seen.size).toBe(4);
  });

  it("end after 14 idle days, and with the session after 30 in any case", async () => {
    const idle = await signIn();
    harness.clock.advance(14 * DAY_MS);
    await expect(renew(idle.refreshToken)).rejects.toMatchObject(refused);
    let tokens: { refreshToken: string } = await signIn();
    for (let days = 0; days < 28; days += 7) {
      harness.clock.advance(7 * DAY_MS);
      tokens = await renew(tokens.refreshToken);
    }
    harness.clock.advance(2 * DAY_MS);
    await expect(renew(tokens.refreshToken)).rejects.toMatchObject(refused);
    expect(await reuses()).toBe(0);
  });

  it("are not in the database, nor is what makes them", async () => {
    const { refreshToken } = await signIn();
    const kept = JSON.stringify(await harness.ports.systemDb.client.refreshFamily.findMany());
    expect(kept).not.toContain(refreshToken.slice(-43));
  });
});

describe("a used refresh token", () => {
  it("ends the session of both at once when a second hand brings it, and the log says so", async () => {
    const first = await signIn();
    const second = await renew(first.refreshToken);
    await expect(renew(first.refreshToken, THIEF)).rejects.toMatchObject(refused);
    expect(await reuses()).toBe(1);
    expect(await sessionOf(second.accessToken)).toBeNull();
    await expect(renew(second.refreshToken)).rejects.toMatchObject(refused);
  });

  it("ends it also when the thief was first", async () => {
    const { refreshToken } = await signIn();
    const stolen = await renew(refreshToken, THIEF);
    await expect(renew(refreshToken)).rejects.toMatchObject(refused);
    expect(await sessionOf(stolen.accessToken)).toBeNull();
  });

  it("gives the same successor when the same client asks again at once, but no second one", async () => {
    const first = await signIn();
    const answered = await renew(first.refreshToken);
    harness.clock.advance(30_000);
    const repeated = await renew(first.refreshToken);
    expect(repeated.refreshToken).toBe(answered.refreshToken);
    expect(await reuses()).toBe(0);
    const next = await renew(repeated.refreshToken);
    await expect(renew(first.refreshToken)).rejects.toMatchObject(refused);
    expect(await reuses()).toBe(1);
    await expect(renew(next.refreshToken)).rejects.toMatchObject(refused);
  });

  it("ends the session half a minute later even in the same hand", async () => {
    const first = await signIn();
    await renew(first.refreshToken);
    harness.clock.advance(30_001);
    await expect(renew(first.refreshToken)).rejects.toMatchObject(refused);
    expect(await reuses()).toBe(1);
  });

  it("has one successor when twenty ask at the same moment", async () => {
    const first = await signIn();
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => renew(first.refreshToken)));
    const given = results.flatMap((result) =>
      result.status === "fulfilled" ? [result.value.refreshToken] : [],
    );
    expect(given.length).toBeGreaterThan(0);
    expect(new Set(given).size).toBe(1);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "conflict" });
    }
    expect(await reuses()).toBe(0);
  });
});

it("two hands at the same moment don't both get the successor", async () => {
  const { refreshToken } = await signIn();
  const results = await Promise.allSettled([renew(refreshToken), renew(refreshToken, THIEF)]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

describe("what is no refresh token", () => {
  it("changes nothing, however close it comes", async () => {
    const { refreshToken, accessToken } = await signIn();
    const [head = "", generation = "", mac = ""] = refreshToken.split(".");
    const other = await signIn();
    const attempts = [
      `${head}.1.${mac}`,
      `${head}.${generation}.${mac.startsWith("A") ? "B" : "A"}${mac.slice(1)}`,
      `${other.refreshToken.split(".")[0]}.${generation}.${mac}`,
      accessToken,
      "rt_",
    ];
    for (const attempt of attempts) await expect(renew(attempt)).rejects.toMatchObject(refused);
    expect(await reuses()).toBe(0);
    await renew(refreshToken);
  });

  it("is one for a tenant that is not addressed, or of a person who has left", async () => {
    const { refreshToken } = await signIn();
    const neighbour = await harness.mintTenant();
    await expect(
      refresh.call(as(APP), { refreshToken, tenantId: neighbour.tenant.id }),
    ).rejects.toMatchObject(refused);
    await acme.ctx().db.membership.deleteMany({ where: { userId: acme.ownerId } });
    await expect(renew(refreshToken)).rejects.toMatchObject(refused);
  });
});

it("logging out by refresh token ends all tokens of the session", async () => {
  const first = await signIn();
  const { refreshToken, accessToken } = await renew(first.refreshToken);
  await logout.call(as(APP), { refreshToken });
  expect(await sessionOf(accessToken)).toBeNull();
  await expect(renew(refreshToken)).rejects.toMatchObject(refused);
  await expect(logout.call(as(APP), {})).rejects.toMatchObject({ code: "unauthenticated" });
});

it("tokens outlive a change of the secret while the old one is still listed, and not after", async () => {
  const { refreshToken } = await signIn();
  const withSecrets = (...TOKEN_SECRETS: string[]) => ({
    ...harness.ports,
    env: { ...harness.ports.env, TOKEN_SECRETS },
  });
  const fresh = "a-new-secret-of-more-than-32-characters";
  const [old] = tokenSecretsOf(harness.ports.env, harness.ports.authSecret);
  const after = withSecrets(fresh);
  await expect(refresh.call(as(APP, after), { refreshToken })).rejects.toMatchObject(refused);
  const during = withSecrets(fresh, old);
  const renewed = await refresh.call(as(APP, during), { refreshToken });
  const next = await refresh.call(as(APP, after), { refreshToken: renewed.refreshToken });
  const now = harness.clock.now();
  expect(await readAccessToken(next.accessToken, [fresh], now)).toMatchObject({ userId: acme.ownerId });
  expect(await readAccessToken(next.accessToken, [old], now)).toBeNull();
});
