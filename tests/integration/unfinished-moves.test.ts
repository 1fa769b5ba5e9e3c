import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eraseTenants } from "#server/modules/privacy/index.ts";
import { resolveTenant } from "#server/modules/tenancy/index.ts";
import type { MoveStep } from "#server/platform/database/move/move-rows.ts";
import type { Tier } from "#server/platform/database/planes.ts";
import type { MintedTenant } from "#tests/support/harness.ts";
import { HOMES, type HomesBench, openHomesBench } from "#tests/support/homes-bench.ts";
import { move } from "#tests/support/tiers.ts";
import { fillTenant } from "./isolation-samples.ts";

const never = new AbortController().signal;
const hasPostgres = Boolean(process.env.TEST_DATABASE_URL);
const MOVES: readonly (readonly [Tier, Tier, MoveStep])[] = [
  ["shared", "schema", "hold"],
  ["schema", "shared", "clean"],
  ...(hasPostgres
    ? ([
        ["shared", "database", "hold"],
        ["database", "shared", "switch"],
        ["database", "shared", "clean"],
        ["schema", "database", "clean"],
      ] as const)
    : []),
];

let bench: HomesBench;
beforeAll(async () => {
  bench = await openHomesBench();
});
afterAll(() => bench.close());

async function expectErased(mine: MintedTenant): Promise<void> {
  await bench.eraseDue();
  expect(await resolveTenant(bench.billing.ports, { id: mine.tenant.id })).toBeNull();
  expect(Object.keys(await bench.traces(mine.tenant.id))).toEqual(["control.public.platform_audit_log"]);
  expect(await bench.hasSchema(mine)).toBe(false);
  expect(await bench.addresses()).toEqual([]);
}

describe("a move", () => {
  it.runIf(hasPostgres)("killed before its database had any table holds up no erasure", async () => {
    const mine = await bench.billing.mintTenant();
    await bench.closeFor30Days(mine);
    await expect(bench.rehome(mine, "database", "prepare")).rejects.toThrow("prepare");
    await expectErased(mine);
  });

  it.each(MOVES)("from %s to %s, killed at %s, keeps no copy from being erased", async (from, to, step) => {
    const mine = await bench.billing.mintTenant();
    if (from !== "shared") await bench.rehome(mine, from);
    await fillTenant(bench.billing, mine);
    await bench.closeFor30Days(mine);
    await expect(bench.rehome(mine, to, step)).rejects.toThrow(step);
    const copies = Object.keys(await bench.traces(mine.tenant.id)).filter((name) =>
      name.endsWith(".dataset"),
    );
    expect(copies.toSorted()).toEqual(
      [from, to].map((tier) => `${bench.placeIn(tier, mine)}.dataset`).toSorted(),
    );
    await expectErased(mine);
  });

  it("is refused once the workspace is being erased", async () => {
    const mine = await bench.billing.mintTenant();
    await bench.closeFor30Days(mine);
    await eraseTenants.run(bench.billing.ports, never);
    await expect(bench.rehome(mine, "schema")).rejects.toMatchObject({ code: "gone" });
  });

  it.runIf(hasPostgres)("does not begin towards a database that does not answer", async () => {
    const { billing } = bench;
    const mine = await billing.mintTenant();
    const nowhere = move(billing, mine, HOMES.database, { url: "postgresql://nobody@127.0.0.1:9/none" });
    await expect(nowhere).rejects.toMatchObject({ code: "unprocessable" });
    await expect(move(billing, mine, HOMES.database)).rejects.toMatchObject({ code: "unprocessable" });
    expect(await bench.addresses()).toEqual([]);
    await bench.rehome(mine, "schema");
    expect(await bench.hasSchema(mine)).toBe(true);
  });
});
