import { createHash } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ports } from "#server/kernel/ctx.ts";
import { Secret } from "#server/kernel/secret.ts";
import { platformCtx, tenantCtx, verifyEverything } from "#server/modules/audit/index.ts";
import { createBotRunner } from "#server/modules/bots/index.ts";
import { updateBranding, uploadLogo } from "#server/modules/branding/index.ts";
import { getTenantInfo } from "#server/modules/operator/index.ts";
import { eraseTenant, eraseTenants, listTenantTables } from "#server/modules/privacy/index.ts";
import {
  checkSlug,
  closeTenant,
  createTenant,
  DRAIN_MS,
  resolveTenant,
} from "#server/modules/tenancy/index.ts";
import { schemaOf } from "#server/platform/database/own-schema.ts";
import { subscribers } from "#server/worker/subscribers.ts";
import { type BillingHarness, openBilling } from "#tests/support/billing.ts";
import type { MintedTenant } from "#tests/support/harness.ts";
import { settleEverything } from "#tests/support/lifecycle.ts";
import { move } from "#tests/support/tiers.ts";
import { fillTenant, SAMPLES } from "./isolation-samples.ts";

const DAY_MS = 86_400_000;
const never = new AbortController().signal;
let billing: BillingHarness;
let theirs: MintedTenant;
beforeAll(async () => {
  billing = await openBilling({ env: { DATA_DIR: mkdtempSync(path.join(tmpdir(), "marque-erase-")) } });
  theirs = await billing.mintTenant("neighbour");
  await furnish(theirs);
});
afterAll(() => billing.close());

const system = () => billing.ports.database.pool({ role: "system" });
const owner = () => billing.ports.database.pool({ role: "owner" });

/** One of everything that the product keeps for a tenant, through its verbs where there is one. */
async function furnish(tenant: MintedTenant): Promise<string> {
  const { id, slug } = tenant.tenant;
  const ctx = tenant.ctx();
  const db = billing.ports.systemDb.client;
  const belongings = await fillTenant(billing, tenant);
  await uploadLogo.call(ctx, SAMPLES["branding.uploadLogo"]?.(belongings) ?? {});
  await updateBranding.call(ctx, SAMPLES["branding.update"]?.(belongings) ?? {});
  await billing.checkout(tenant, "starter");
  await billing.settle();
  await settleEverything(billing, subscribers);
  await db.domain.create({
    data: { tenantId: id, id: "d", host: `erased.${slug}.test`, verifiedAt: ctx.now() },
  });
  const session = { userId: tenant.ownerId, createdAt: ctx.now(), expiresAt: new Date("2030-01-01") };
  await db.session.create({ data: { id: `session-${slug}`, hostTenantId: id, ...session } });
  await billing.ports.queue.send({ name: "of-a-tenant" }, { tenantId: id });
  return billing.ports.vault.seal({ tenantId: id }, "test", new Secret("their exchange key"));
}

/** Every row of a tenant, as one hash, and how many there are. */
async function stateOf(tenantId: string): Promise<{ rows: number; hash: string }> {
  const hash = createHash("sha256");
  let rows = 0;
  for (const { name, column } of await listTenantTables({
    schema: "public",
    query: (t, v) => system().query(t, v),
  })) {
    const text = `select coalesce(json_agg(t order by t::text), '[]')::text as all, count(*) from "${name}" t where "${column}" = $1`;
    const [found] = (await system().query(text, [tenantId])).rows;
    hash.update(name).update(found.all);
    rows += Number(found.count);
  }
  return { rows, hash: hash.digest("hex") };
}

/** How many rows anywhere in the database say the tenant's id, by table; the platform's own log may. */
async function mentions(tenantId: string): Promise<Record<string, number>> {
  const { rows: tables } = await owner().query(
    "select table_schema as schema, table_name as name from information_schema.tables where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'",
  );
  const found: Record<string, number> = {};
  for (const { schema, name } of tables) {
    const pool = schema === "public" && name !== "_prisma_migrations" ? system() : owner();
    const { rows } = await pool.query(`select count(*) from "${schema}"."${name}" t where t::text like $1`, [
      `%${tenantId}%`,
    ]);
    if (Number(rows[0].count) > 0) found[name] = Number(rows[0].count);
  }
  return found;
}

async function closeAndWait(tenant: MintedTenant): Promise<void> {
  await closeTenant.call(tenant.ctx(), { confirmName: tenant.tenant.name });
  await settleEverything(billing, subscribers);
  await createBotRunner().run(billing.ports, never);
  billing.clock.advance(30 * DAY_MS);
}

async function shut(tenant: MintedTenant): Promise<void> {
  expect(await eraseTenant(billing.ports, tenant.tenant.id)).toBe("shut");
  billing.clock.advance(DRAIN_MS);
}

describe("erasing", () => {
  it("leaves no row, job, key, session, domain or customer; and a neighbour untouched", async () => {
    const mine = await billing.mintTenant("leaver");
    const { id, slug } = mine.tenant;
    const sealed = await furnish(mine);
    const host = `erased.${slug}.test`;
    const both = await billing.mintTenant("two-homes");
    await billing.ports.systemDb.client.membership.create({
      data: { tenantId: id, id: "guest", userId: both.ownerId, role: "viewer" },
    });
    const customer = await billing.ports.systemDb.client.billingCustomer.findFirst({
      where: { tenantId: id },
    });
    expect((await stateOf(id)).rows).toBeGreaterThan(15);
    expect(await resolveTenant(billing.ports, { host })).not.toBeNull();

    await closeAndWait(mine);
    const before = await stateOf(theirs.tenant.id);
    await eraseTenants.run(billing.ports, never);
    billing.clock.advance(DRAIN_MS);
    await eraseTenants.run(billing.ports, never);
    expect(await stateOf(theirs.tenant.id)).toEqual(before);
    await billing.settle();

    expect((await stateOf(id)).rows).toBe(0);
    expect(await mentions(id)).toEqual({ platform_audit_log: expect.any(Number) });
    expect(await resolveTenant(billing.ports, { host })).toBeNull();
    expect(await resolveTenant(billing.ports, { slug })).toBeNull();
    expect(await resolveTenant(billing.ports, { id })).toBeNull();
    await expect(billing.ports.vault.open({ tenantId: id }, "test", sealed)).rejects.toThrow();
    const gone = await billing.ports.stripe.client.customers.retrieve(customer?.stripeCustomerId ?? "");
    expect(gone).toMatchObject({ deleted: true });
    const leftBehind = await billing.ports.systemDb.client.stripeEvent.findMany();
    const kept = JSON.stringify(leftBehind.map(({ payload }) => payload));
    expect(kept.includes(customer?.stripeCustomerId ?? "")).toBe(false);

    const users = billing.ports.systemDb.client.user;
    expect(await users.count({ where: { id: mine.ownerId } })).toBe(0);
    expect(await users.count({ where: { id: both.ownerId } })).toBe(1);
    expect(JSON.stringify(await mentions(mine.email))).toBe("{}");
  });

  it("remembers that it was, by whom and when, in words that name nobody; the slug rests", async () => {
    const mine = await billing.mintTenant("resting");
    await closeAndWait(mine);
    await shut(mine);
    expect(await eraseTenant(billing.ports, mine.tenant.id)).toBe("erased");
    expect(await eraseTenant(billing.ports, mine.tenant.id)).toBe("gone");
    const log = await billing.ports.systemDb.client.platformAuditLog.findMany({
      where: { entityId: mine.tenant.id },
    });
    expect(log.map(({ verb }) => verb)).toEqual(["tenant.erase"]);
    expect(log[0]?.after).toMatchObject({ erasedBy: "system:eraser", rows: { membership: 1, app_user: 1 } });
    const stones = await billing.ports.systemDb.client.tenantTombstone.findMany();
    expect(JSON.stringify(stones)).not.toMatch(/resting|owner@/);

    const ask = async () => (await checkSlug.call(billing.visitor(), { slug: "resting" })).isAvailable;
    expect(await ask()).toBe(false);
    const other = platformCtx(billing.ports, theirs.ctx().actor);
    await expect(createTenant.call(other, { slug: "resting", name: "Somebody" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    billing.clock.advance(90 * DAY_MS);
    expect(await ask()).toBe(true);
    for await (const report of verifyEverything(billing.ports))
      expect(report).toMatchObject({ isIntact: true });
  });

  it("takes along the schema of its own that a tenant has", async () => {
    const mine = await billing.mintTenant("own-schema");
    await move(billing, mine, { tier: "schema" });
    await fillTenant(billing, mine);
    expect(await getTenantInfo.call(mine.ctx(), {})).toMatchObject({ isolation: "schema" });
    await closeAndWait(mine);
    await shut(mine);
    expect(await eraseTenant(billing.ports, mine.tenant.id)).toBe("erased");
    const schemas = await owner().query("select 1 from pg_namespace where nspname = $1", [
      schemaOf(mine.tenant.id),
    ]);
    expect(schemas.rows).toEqual([]);
    expect((await stateOf(mine.tenant.id)).rows).toBe(0);
  });

  it("waits until no bot holds anything", async () => {
    const mine = await billing.mintTenant("trader");
    await fillTenant(billing, mine);
    await closeTenant.call(mine.ctx(), { confirmName: mine.tenant.name });
    billing.clock.advance(30 * DAY_MS);
    await shut(mine);
    expect(await eraseTenant(billing.ports, mine.tenant.id)).toBe("stopping_bots");
    expect((await stateOf(mine.tenant.id)).rows).toBeGreaterThan(10);
    await createBotRunner().run(billing.ports, never);
    expect(await eraseTenant(billing.ports, mine.tenant.id)).toBe("erased");
  });

  it("is not begun before its time, nor for an open workspace", async () => {
    const mine = await billing.mintTenant("patient");
    expect(await eraseTenant(billing.ports, mine.tenant.id)).toBe("not_due");
    await closeTenant.call(mine.ctx(), { confirmName: mine.tenant.name });
    billing.clock.advance(30 * DAY_MS - 1);
    expect(await eraseTenant(billing.ports, mine.tenant.id)).toBe("not_due");
    await eraseTenants.run(billing.ports, never);
    expect(await resolveTenant(billing.ports, { id: mine.tenant.id })).toMatchObject({ status: "closed" });
  });
});

describe("a process that dies while erasing", () => {
  /** Ports whose system connection fails at the `nth` deletion, as a crash between two batches would. */
  function dyingPorts(ports: Ports, nth: number): { ports: Ports; died: () => boolean } {
    let deletions = 0;
    const die = (text: string) => {
      if (/^delete/.test(text) && ++deletions > nth) throw new Error("the process died");
    };
    const dying: Ports = {
      ...ports,
      database: {
        ...ports.database,
        pool: (scope) => {
          const pool = ports.database.pool(scope);
          const query = pool.query.bind(pool);
          pool.query = ((text: string, values: unknown[]) => {
            die(text);
            return query(text, values);
          }) as typeof pool.query; // the eraser asks in this one form only
          return pool;
        },
      },
    };
    return { ports: dying, died: () => deletions > nth };
  }

  it("has lost nothing: wherever it died, the next one goes on to the end", async () => {
    const mine = await billing.mintTenant("crashing");
    await furnish(mine);
    await closeAndWait(mine);
    await shut(mine);
    const before = await stateOf(theirs.tenant.id);
    let rows = (await stateOf(mine.tenant.id)).rows;
    let crashes = 0;
    for (let nth = 0; ; nth += 3) {
      const { ports, died } = dyingPorts(billing.ports, nth);
      const outcome = await eraseTenant(ports, mine.tenant.id).catch((error: Error) => error.message);
      if (!died()) {
        expect(outcome).toBe("erased");
        break;
      }
      expect(outcome).toBe("the process died");
      crashes++;
      const left = (await stateOf(mine.tenant.id)).rows;
      expect(left).toBeLessThanOrEqual(rows);
      rows = left;
      expect(await resolveTenant(billing.ports, { id: mine.tenant.id })).toMatchObject({ status: "erasing" });
    }
    expect(crashes).toBeGreaterThan(5);
    expect((await stateOf(mine.tenant.id)).rows).toBe(0);
    expect(await stateOf(theirs.tenant.id)).toEqual(before);
    const log = await billing.ports.systemDb.client.platformAuditLog.count({
      where: { entityId: mine.tenant.id, verb: "tenant.erase" },
    });
    expect(log).toBe(1);
  });

  it("two at once erase it once", async () => {
    const mine = await billing.mintTenant("contested");
    await furnish(mine);
    await closeAndWait(mine);
    await shut(mine);
    const outcomes = await Promise.all([1, 2].map(() => eraseTenant(billing.ports, mine.tenant.id)));
    expect(outcomes).toContain("erased");
    const log = await billing.ports.systemDb.client.platformAuditLog.count({
      where: { entityId: mine.tenant.id, verb: "tenant.erase" },
    });
    expect(log).toBe(1);
    const late = tenantCtx(billing.ports, { ...mine.tenant, status: "erasing" }, mine.ctx().actor);
    await expect(closeTenant.call(late, { confirmName: mine.tenant.name })).rejects.toMatchObject({
      code: "gone",
    });
  });
});
