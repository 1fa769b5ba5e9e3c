import type { Ctx } from "#server/kernel/ctx.ts";
import { query } from "#server/kernel/verb.ts";
import { tenantCtx } from "../audit/index.ts";
import { readStanding } from "../billing/index.ts";
import { countLiveBots } from "../bots/index.ts";
import { listDomains } from "../domains/index.ts";
import { readAllowance } from "../entitlements/index.ts";
import { countDatasets } from "../market-data/index.ts";
import { getSeats } from "../members/index.ts";
import { getTenantState, homeOf } from "../tenancy/index.ts";
import { getUsage } from "../usage/index.ts";
import { Nothing } from "./schema.ts";
import { TenantInfo } from "./tenant-info-schema.ts";
import { findCreatedAt } from "./tenant-store.ts";

/** What a workspace is, has and uses, for everybody in it. */
export const getTenantInfo = query({
  verb: "tenant.info",
  permission: "tenant:read",
  input: Nothing,
  output: TenantInfo,
  async run({ ctx }) {
    // Members see the whole of it, whichever of its parts their role could ask for by itself.
    const whole = tenantCtx(ctx.ports, ctx.tenant, { type: "system", process: "tenant-info" });
    const [createdAt, { tier }, state, { plan, basis, until }, allowance, domains, used] = await Promise.all([
      findCreatedAt(ctx.db, ctx.tenant.id),
      homeOf(ctx.ports, ctx.tenant.id),
      getTenantState.call(ctx, {}),
      readStanding(ctx),
      readAllowance(ctx.ports, ctx.tenant),
      listDomains.call(whole, {}),
      readUse(whole),
    ]);
    return {
      ...ctx.tenant,
      createdAt: createdAt.toISOString(),
      isolation: tier,
      state,
      plan: plan && { key: plan.key, name: plan.name },
      basis,
      until: until?.toISOString() ?? null,
      features: Object.fromEntries(allowance.features.map(({ key, isGranted }) => [key, isGranted])),
      limits: allowance.limits.map(({ meter, window, label, value }) => {
        const counted = used.find((each) => each.meter === meter && each.window === window);
        return {
          ...{ meter, window, label, limit: value },
          used: counted?.used ?? null,
          resetsAt: counted?.resetsAt ?? null,
        };
      }),
      domains,
    };
  },
});

/** What is cheap to count: things that are there, and what was counted as it was used. */
async function readUse(ctx: Ctx) {
  const [seats, bots, datasets, counted] = await Promise.all([
    getSeats.call(ctx, {}),
    countLiveBots(ctx.db),
    countDatasets(ctx.db),
    getUsage.call(ctx, {}),
  ]);
  const standing = { window: "none", resetsAt: null };
  return [
    { ...standing, meter: "members", used: seats.members + seats.reserved },
    { ...standing, meter: "bots", used: bots },
    { ...standing, meter: "data_sets", used: datasets },
    ...counted,
  ];
}
