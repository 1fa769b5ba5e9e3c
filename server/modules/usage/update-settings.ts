import { AppError } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { askingStripe, readPaidPeriod } from "../billing/index.ts";
import { ensureOverageItems } from "./overage/ensure-items.ts";
import { UpdateUsageSettingsInput, UsageWishes } from "./schema.ts";
import { readSettings, saveSettings } from "./settings-store.ts";

/**
 * Who is told of what, and whether use may go on beyond the plan, up to which cost. Switching that on puts the prices on
 * the subscription first, so that nothing is used that could not be charged for.
 */
export const updateUsageSettings = command({
  verb: "usageSetting.update",
  permission: "billing:write",
  input: UpdateUsageSettingsInput,
  output: UsageWishes,
  async prepare({ ctx, input }) {
    if (!input.isOverageOn) return;
    const period = await readPaidPeriod(ctx);
    if (!period || period.plan.overage.length === 0) {
      throw new AppError(
        "conflict",
        period
          ? `${period.plan.name} sells nothing beyond its limits.`
          : "Use beyond the limits needs a paid subscription that is active.",
        { reason: "no_overage" },
      );
    }
    await askingStripe(() => ensureOverageItems(ctx, period));
  },
  async run({ ctx, input }) {
    const before = await readSettings(ctx.db);
    const thresholds = input.thresholds.toSorted((a, b) => a - b);
    const after = { ...input, thresholds };
    await saveSettings(ctx.db, ctx.tenant.id, after, ctx.now());
    return { value: after, audit: { entityId: ctx.tenant.id, before, after } };
  },
});
