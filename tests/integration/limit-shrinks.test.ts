import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { lockMeter } from "#server/modules/entitlements/index.ts";
import { type Harness, openHarness } from "#tests/support/harness.ts";
import { addThing } from "#tests/support/limited-thing.ts";
import { givePlan } from "#tests/support/terms.ts";

const hasPostgres = Boolean(process.env.TEST_DATABASE_URL);
let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

// The embedded database has one connection: nothing there happens at the same time.
it.runIf(hasPostgres)(
  "what waits for its turn while the plan shrinks is measured by the smaller plan",
  async () => {
    const acme = await harness.mintTenant();
    await givePlan(acme, "professional");
    const { ports, newId, now } = acme.ctx();
    const { systemDb } = ports;
    const waiting = () =>
      systemDb.client.$queryRaw<object[]>`select 1 from pg_locks where locktype = 'advisory' and not granted`;
    let adding: Promise<unknown> = Promise.resolve();
    await systemDb.transaction(async (db) => {
      await lockMeter(db, acme.tenant.id, "bots");
      adding = addThing(acme.ctx()).catch((error: unknown) => error);
      await vi.waitFor(async () => expect(await waiting()).toHaveLength(1), 5_000);
      const limit = { kind: "limit", key: "bots", window: "none", value: 0, reason: "test" };
      await systemDb.client.entitlementOverride.create({
        data: { tenantId: acme.tenant.id, id: newId(), createdAt: now(), ...limit },
      });
    });
    expect(await adding).toMatchObject({ details: { reason: "limit_reached", limit: 0 } });
  },
);
