import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";

const LOOPS = 64;
const OPERATIONS = 150;
const TENANTS = 6;

let harness: Harness;
const tenants: MintedTenant[] = [];
beforeAll(async () => {
  harness = await openHarness();
  for (let n = 0; n < TENANTS; n++) tenants.push(await harness.mintTenant());
});
afterAll(() => harness.close());

describe("tenants mixed on one pool", () => {
  it("never read each other's rows, in any kind of query", async () => {
    let reads = 0;
    let wrong = 0;
    const count = (tenantId: string, found: { tenantId: string }[]) => {
      reads += found.length;
      wrong += found.filter((row) => row.tenantId !== tenantId).length;
    };

    async function loop(seed: number): Promise<void> {
      for (let n = 0; n < OPERATIONS; n++) {
        const { tenant, ownerId } = tenants[(seed * 31 + n * 17) % TENANTS] ?? raise();
        const { client, transaction } = harness.ports.tenantDb(tenant.id);
        const key = { tenantId_userId: { tenantId: tenant.id, userId: ownerId } };
        switch ((seed + n) % 4) {
          case 0:
            count(tenant.id, await client.membership.findMany());
            break;
          case 1: {
            const row = await client.membership.findUnique({ where: key });
            count(tenant.id, row ? [row] : raise());
            break;
          }
          case 2:
            count(tenant.id, await transaction((db) => db.auditLog.findMany({ take: 5 })));
            break;
          default: {
            const same = [
              client.membership.findUnique({ where: key }),
              client.membership.findUnique({ where: key }),
            ];
            count(
              tenant.id,
              (await Promise.all(same)).flatMap((row) => row ?? raise()),
            );
          }
        }
        if (n % 29 === 0) await transaction(() => Promise.reject(new Error("rolled back"))).catch(() => {});
      }
    }

    await Promise.all(Array.from({ length: LOOPS }, (_, seed) => loop(seed)));
    expect(wrong).toBe(0);
    expect(reads).toBeGreaterThan(LOOPS * OPERATIONS);
  }, 240_000);
});

function raise(): never {
  throw new Error("a row of one's own was missing");
}
