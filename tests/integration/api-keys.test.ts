import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import {
  authenticateKey,
  createKey,
  getMe,
  listKeys,
  revokeKey,
  rotateKey,
  updateKey,
} from "#server/modules/api-keys/index.ts";
import { tenantCtx } from "#server/modules/audit/index.ts";
import { openLive } from "#server/platform/live.ts";
import { localSignal } from "#server/platform/signal.ts";
import { grantApiAccess } from "#tests/support/api-access.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";

const DAY_MS = 86_400_000;
const HERE = { address: "203.0.113.7", userAgent: "curl" };
let harness: Harness;
let acme: MintedTenant;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  acme = await harness.mintTenant();
  await grantApiAccess(acme);
});

const use = (secret: string, client = HERE, ports = harness.ports) => authenticateKey(ports, secret, client);
const make = (over: object = {}) =>
  createKey.call(acme.ctx(), { name: "Desk", scopes: ["bot:read", "bot:write"], ...over });
const BY_SEQ = { orderBy: { seq: "asc" }, select: { entityId: true, after: true } } as const;
const events = (verb: string) => acme.ctx().db.auditLog.findMany({ where: { verb }, ...BY_SEQ });
const row = (id: string) => acme.ctx().db.apiKey.findFirstOrThrow({ where: { id } });

describe("a key", () => {
  it("is shown once: the database keeps a hash, the list its ends, the log neither", async () => {
    const { key, secret } = await make();
    expect(key).toMatchObject({ name: "Desk", status: "active", prefix: "tkey", lastFour: secret.slice(-4) });
    expect(key.expiresAt).toBe(new Date(harness.clock.now().getTime() + 90 * DAY_MS).toISOString());
    const kept = JSON.stringify([
      await row(key.id),
      await listKeys.call(acme.ctx(), {}),
      await acme.ctx().db.auditLog.findMany({ select: { before: true, after: true } }),
    ]);
    expect(kept).not.toContain(secret);
    expect(kept).not.toContain(secret.slice(-30));
  });

  it("lets in at its own tenant with its scopes, and tenant:read", async () => {
    const { key, secret } = await make();
    const { tenant, actor } = await use(secret);
    expect(tenant.id).toBe(acme.tenant.id);
    expect(actor).toEqual({
      type: "apiKey",
      keyId: key.id,
      permissions: ["tenant:read", "bot:read", "bot:write"],
    });
    expect(await getMe.call(tenantCtx(harness.ports, tenant, actor, HERE), {})).toMatchObject({
      tenant: { id: tenant.id },
      user: null,
      apiKey: { id: key.id, name: "Desk" },
    });
  });

  it("never does more than its creator may today", async () => {
    const { secret } = await make({ scopes: ["bot:write", "member:read"] });
    const membership = { where: { userId: acme.ownerId } };
    await acme.ctx().db.membership.updateMany({ ...membership, data: { role: "viewer" } });
    harness.ports.live.publish(acme.tenant.id, { topic: "member" });
    expect((await use(secret)).actor.permissions).toEqual(["tenant:read"]);
    await acme.ctx().db.membership.updateMany({ ...membership, data: { role: "trader" } });
    harness.ports.live.publish(acme.tenant.id, { topic: "member" });
    expect((await use(secret)).actor.permissions).toEqual(["tenant:read", "bot:write"]);
    await acme.ctx().db.membership.deleteMany(membership);
    harness.ports.live.publish(acme.tenant.id, { topic: "member" });
    const details = { reason: "invalid_token", problem: "creator_gone" };
    await expect(use(secret)).rejects.toMatchObject({ code: "unauthenticated", details });
  });

  it("can't be given what its maker lacks, nor the workspace", async () => {
    const owner = acme.ctx().actor;
    if (owner.type !== "user") throw new Error("An owner is a person.");
    const narrowed = tenantCtx(harness.ports, acme.tenant, {
      ...owner,
      permissions: ["key:write", "bot:read"],
    });
    await expect(createKey.call(narrowed, { name: "More", scopes: ["bot:write"] })).rejects.toMatchObject({
      code: "invalid_input",
      details: { reason: "scope_beyond_own" },
    });
    await expect(make({ scopes: ["ownership:write"] })).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("is made and rotated only by who has shown a password or passkey within ten minutes", async () => {
    const { key } = await make();
    const before = acme.ctx();
    harness.clock.advance(600_001);
    const refusal = { code: "forbidden", details: { reason: "reauthentication_required" } };
    await expect(createKey.call(before, { name: "Late", scopes: ["bot:read"] })).rejects.toMatchObject(
      refusal,
    );
    await expect(rotateKey.call(before, { keyId: key.id })).rejects.toMatchObject(refusal);
    await revokeKey.call(before, { keyId: key.id });
  });

  it("is not to be had without the plan's API access, and stops when it goes", async () => {
    const free = await harness.mintTenant();
    await expect(createKey.call(free.ctx(), { name: "Desk", scopes: ["bot:read"] })).rejects.toMatchObject({
      code: "payment_required",
      details: { feature: "api_access", liftedBy: { key: "starter" } },
    });
    const { secret } = await make();
    await use(secret);
    await acme.ctx().db.entitlementOverride.deleteMany();
    harness.ports.live.publish(acme.tenant.id, { topic: "subscription" });
    await expect(use(secret)).rejects.toMatchObject({ code: "payment_required" });
  });

  it("is refused without a query when its checksum is wrong, and when it is nobody's", async () => {
    const { secret } = await make();
    const find = vi.spyOn(harness.ports, "tenantDb");
    await expect(use(`${secret.slice(0, -1)}${secret.endsWith("0") ? "1" : "0"}`)).rejects.toMatchObject({
      details: { reason: "invalid_token" },
    });
    expect(find).not.toHaveBeenCalled();
    find.mockRestore();
    const other = await harness.mintTenant();
    await grantApiAccess(other);
    const theirs = await createKey.call(other.ctx(), { name: "Theirs", scopes: ["bot:read"] });
    expect((await use(theirs.secret)).tenant.id).toBe(other.tenant.id);
  });

  it("ends when it expires", async () => {
    const { secret } = await make({ expiresInDays: 30 });
    harness.clock.advance(30 * DAY_MS - 1);
    await use(secret);
    harness.clock.advance(1);
    await expect(use(secret)).rejects.toMatchObject({ details: { problem: "expired" } });
    expect(await listKeys.call(acme.ctx(), {})).toMatchObject([{ status: "expired" }]);
    const { key } = await make({ name: "For ever", expiresInDays: null });
    expect(key.expiresAt).toBeNull();
  });

  it("comes from allowed addresses only", async () => {
    const { key, secret } = await make({ allowedAddresses: ["203.0.113.99/24", "2001:db8::/32"] });
    expect(key.allowedAddresses).toEqual(["203.0.113.0/24", "2001:db8::/32"]);
    await use(secret);
    await use(secret, { ...HERE, address: "2001:db8:9::1" });
    await expect(use(secret, { ...HERE, address: "198.51.100.1" })).rejects.toMatchObject({
      code: "forbidden",
      details: { reason: "address_not_allowed" },
    });
    await expect(make({ name: "Other", allowedAddresses: ["10.0.0.0/8", "home"] })).rejects.toMatchObject({
      details: { fields: { "allowedAddresses.1": expect.stringContaining("home is no IP address") } },
    });
  });

  it("has a name of its own: who asks twice learns that the first was made", async () => {
    const results = await Promise.allSettled([make({ name: "Twin" }), make({ name: "twin" })]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(make({ name: "TWIN" })).rejects.toMatchObject({ details: { reason: "name_taken" } });
  });

  it("can be changed, in name, scopes and addresses", async () => {
    const { key, secret } = await make();
    await make({ name: "Second" });
    await use(secret);
    await updateKey.call(acme.ctx(), { keyId: key.id, name: "Reader", scopes: ["bot:read"] });
    expect((await use(secret)).actor.permissions).toEqual(["tenant:read", "bot:read"]);
    await expect(updateKey.call(acme.ctx(), { keyId: key.id, name: "second" })).rejects.toMatchObject({
      details: { reason: "name_taken" },
    });
    await updateKey.call(acme.ctx(), { keyId: key.id, allowedAddresses: ["10.0.0.1"] });
    await expect(use(secret)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("revoking", () => {
  it("ends a key at once, and twice is quiet", async () => {
    const { key, secret } = await make();
    await use(secret);
    await revokeKey.call(acme.ctx(), { keyId: key.id });
    const details = { problem: "revoked" };
    await expect(use(secret)).rejects.toMatchObject({ code: "unauthenticated", details });
    expect(await revokeKey.call(acme.ctx(), { keyId: key.id })).toMatchObject({ status: "revoked" });
    expect(await listKeys.call(acme.ctx(), {})).toEqual([]);
  });

  it("ends it within a second in a process that hears no news of it", async () => {
    const deaf = { ...harness.ports, live: openLive(localSignal()) };
    const { key, secret } = await make();
    // The first use is news of its own; the second is what it remembers.
    for (let uses = 0; uses < 2; uses++) await use(secret, HERE, deaf);
    await revokeKey.call(acme.ctx(), { keyId: key.id });
    await vi.waitFor(
      () => expect(use(secret, HERE, deaf)).rejects.toMatchObject({ details: { problem: "revoked" } }),
      {
        timeout: 1_100,
        interval: 50,
      },
    );
  });
});

describe("rotating", () => {
  it("gives a new key of the same name and scopes while the old one works for the overlap", async () => {
    const { key, secret } = await make({ allowedAddresses: ["203.0.113.7"] });
    const next = await rotateKey.call(acme.ctx(), { keyId: key.id, overlapHours: 1 });
    expect(next.key).toMatchObject({ name: "Desk", scopes: key.scopes, allowedAddresses: ["203.0.113.7"] });
    expect(next.key.expiresAt).toBe(key.expiresAt);
    await use(next.secret);
    await use(secret);
    expect((await listKeys.call(acme.ctx(), {})).map(({ status }) => status)).toEqual(["active", "ending"]);
    harness.clock.advance(3_600_000);
    await expect(use(secret)).rejects.toMatchObject({ details: { problem: "expired" } });
    await use(next.secret);
  });

  it("happens once: of two at the same time one is refused", async () => {
    const { key } = await make();
    const rotate = () => rotateKey.call(acme.ctx(), { keyId: key.id });
    const results = await Promise.allSettled([rotate(), rotate()]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(rotate()).rejects.toMatchObject({ code: "conflict" });
  });

  it("shows nobody a key that may more than they; a key may rotate itself", async () => {
    const { key, secret } = await make({ scopes: ["key:write", "member:read"] });
    const weak = await createKey.call(acme.ctx(), { name: "Weak", scopes: ["key:write"] });
    const as = async (own: string) => {
      const { tenant, actor } = await use(own);
      return tenantCtx(harness.ports, tenant, actor, HERE);
    };
    await expect(rotateKey.call(await as(weak.secret), { keyId: key.id })).rejects.toMatchObject({
      code: "forbidden",
      details: { reason: "scope_beyond_own" },
    });
    const next = await rotateKey.call(await as(secret), { keyId: key.id, overlapHours: 0 });
    expect((await use(next.secret)).actor.permissions).toContain("member:read");
    await expect(
      createKey.call(await as(next.secret), { name: "X", scopes: ["key:write"] }),
    ).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("what is known of a key's use", () => {
  it("is written at most once a minute", async () => {
    const { key, secret } = await make();
    await use(secret);
    const first = harness.clock.now();
    expect(await row(key.id)).toMatchObject({ lastUsedAt: first, lastAddress: HERE.address });
    harness.clock.advance(59_000);
    await use(secret);
    expect((await row(key.id)).lastUsedAt).toEqual(first);
    harness.clock.advance(1_000);
    await use(secret);
    expect((await row(key.id)).lastUsedAt).toEqual(harness.clock.now());
  });

  it("tells of each new network once, and of no more than ten an hour", async () => {
    const { key, secret } = await make();
    const from = (address: string) => use(secret, { ...HERE, address });
    for (const address of ["203.0.113.7", "203.0.113.7", "2001:db8::1", "2001:db8::2"]) await from(address);
    expect((await events("key.useFromNewAddress")).map(({ after }) => after)).toEqual([
      { network: "203.0.113.7" },
      { network: "2001:db8::/64" },
    ]);
    for (let n = 0; n < 30; n++) await from(`198.51.100.${n}`);
    expect(await events("key.useFromNewAddress")).toHaveLength(10);
    const { knownNetworks } = await row(key.id);
    expect(knownNetworks).toHaveLength(20);
    expect(knownNetworks.at(-1)).toBe("198.51.100.29");
  });

  it("is told once also when two come from there at once", async () => {
    const { secret } = await make();
    await Promise.all([use(secret), use(secret), use(secret)]);
    expect(await events("key.useFromNewAddress")).toHaveLength(1);
  });

  it("has the refusals of a key that exists, and no more than ten an hour", async () => {
    const { key, secret } = await make();
    await revokeKey.call(acme.ctx(), { keyId: key.id });
    await expect(use(secret)).rejects.toThrow();
    for (let n = 0; n < 15; n++) await use(secret).catch(() => null);
    const refused = await events("key.refuse");
    expect(refused).toHaveLength(10);
    expect(refused[0]).toEqual({ entityId: key.id, after: { reason: "revoked" } });
  });
});
