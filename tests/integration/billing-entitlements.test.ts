import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#server/kernel/ctx.ts";
import { getSubscription } from "#server/modules/billing/index.ts";
import { getEntitlements, requireFeature, withinLimit } from "#server/modules/entitlements/index.ts";
import { type BillingHarness, openBilling } from "#tests/support/billing.ts";
import { addThing as add } from "#tests/support/limited-thing.ts";

const override = (ctx: Ctx, data: object) =>
  ctx.db.entitlementOverride.create({
    data: { id: ctx.newId(), kind: "limit", key: "bots", reason: "test", createdAt: ctx.now(), ...data },
    select: { id: true },
  });

describe("limits of the default catalogue", () => {
  let billing: BillingHarness;
  beforeAll(async () => {
    billing = await openBilling();
  });
  afterAll(() => billing.close());

  test("two hundred at once at limit − 1: exactly one passes", async () => {
    const { ctx } = await billing.mintTenant();
    await add(ctx());
    await add(ctx());
    const answers = await Promise.allSettled(Array.from({ length: 200 }, () => add(ctx())));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await ctx().db.domain.count()).toBe(3);
    for (const answer of answers) {
      if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "payment_required" });
    }
  });

  // One session cannot wait for itself: the embedded database runs one transaction at a time anyway.
  test.runIf(process.env.TEST_DATABASE_URL)(
    "the second waits at the lock until the first has committed",
    async () => {
      const { ctx } = await billing.mintTenant();
      await add(ctx());
      await add(ctx());
      const owner = billing.ports.database.pool({ role: "owner" });
      let hasSecondCounted = false;
      const secondIsStuckOrPast = async () => {
        for (;;) {
          const waiting = await owner.query(
            "select 1 from pg_locks where locktype = 'advisory' and not granted",
          );
          if (waiting.rows.length > 0 || hasSecondCounted) return;
        }
      };
      const insert = (tx: Ctx) =>
        tx.db.domain.create({ data: { id: tx.newId(), host: `${tx.newId()}.test` } });
      const { promise: isFirstInside, resolve } = Promise.withResolvers<void>();
      const first = ctx().transaction(({ ctx: tx }) =>
        withinLimit(
          tx,
          "bots",
          () => tx.db.domain.count(),
          async () => {
            resolve();
            await secondIsStuckOrPast();
            return insert(tx);
          },
        ),
      );
      await isFirstInside;
      const second = ctx().transaction(({ ctx: tx }) =>
        withinLimit(
          tx,
          "bots",
          async () => {
            const count = await tx.db.domain.count();
            hasSecondCounted = true;
            return count;
          },
          () => insert(tx),
        ),
      );
      const outcomes = (await Promise.allSettled([first, second])).map(({ status }) => status);
      expect(outcomes).toEqual(["fulfilled", "rejected"]);
      expect(await ctx().db.domain.count()).toBe(3);
    },
  );

  test("the refusal says which limit, its size, and which plan lifts it", async () => {
    const { ctx } = await billing.mintTenant();
    for (let made = 0; made < 3; made += 1) await add(ctx());
    await expect(add(ctx())).rejects.toMatchObject({
      code: "payment_required",
      message: "Your plan (Free) allows 3 bots. Starter allows more.",
      details: {
        reason: "limit_reached",
        meter: "bots",
        limit: 3,
        window: "none",
        liftedBy: { key: "starter" },
      },
    });
  });

  test("a windowed limit resets: 429 with the moment, and the next day it passes", async () => {
    const { ctx } = await billing.mintTenant();
    await override(ctx(), { key: "backtests", window: "day", value: 1 });
    await add(ctx(), "backtests");
    const tomorrow = new Date(billing.clock.now().getTime() + 86_400_000).toISOString().slice(0, 10);
    await expect(add(ctx(), "backtests")).rejects.toMatchObject({
      code: "rate_limited",
      details: { limit: 1, window: "day", resetsAt: `${tomorrow}T00:00:00.000Z` },
    });
    billing.clock.advance(86_400_000);
    await expect(add(ctx(), "backtests")).resolves.toBeDefined();
  });

  test("overrides beat the plan, until they expire", async () => {
    const { ctx } = await billing.mintTenant();
    await override(ctx(), { value: 0 });
    await expect(add(ctx())).rejects.toMatchObject({ details: { limit: 0 } });
    const other = await billing.mintTenant();
    const expiresAt = new Date(billing.clock.now().getTime() + 1000);
    await override(other.ctx(), { value: null, expiresAt });
    for (let made = 0; made < 5; made += 1) await add(other.ctx());
    billing.clock.advance(1000);
    await expect(add(other.ctx())).rejects.toMatchObject({ details: { limit: 3 } });
  });

  test("a meter the catalogue does not sell is not limited", async () => {
    const { ctx } = await billing.mintTenant();
    for (let made = 0; made < 6; made += 1) await add(ctx(), "never-heard-of");
    expect(await ctx().db.domain.count()).toBe(6);
  });

  test("features: missing ones name the plan that has them; undeclared ones are everyone's", async () => {
    const { ctx } = await billing.mintTenant();
    await expect(requireFeature(ctx(), "api_access")).rejects.toMatchObject({
      code: "payment_required",
      message: "API access: Your plan (Free) does not include it. Starter does.",
      details: { feature: "api_access", liftedBy: { key: "starter" } },
    });
    await expect(requireFeature(ctx(), "paper_trading")).resolves.toBeUndefined();
    await expect(requireFeature(ctx(), "custom_branding")).resolves.toBeUndefined();
  });

  test("one tenant's overrides and plan are not another's", async () => {
    const a = await billing.mintTenant();
    const b = await billing.mintTenant();
    await override(a.ctx(), { value: null });
    await billing.checkout(a);
    await billing.settle();
    const { plan, limits } = await getEntitlements.call(b.ctx(), {});
    expect(plan?.key).toBe("free");
    expect(limits.find(({ meter }) => meter === "bots")?.value).toBe(3);
    expect((await getSubscription.call(b.ctx(), {})).subscription).toBeNull();
  });
});
