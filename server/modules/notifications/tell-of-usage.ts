import type { Subscriber, TenantEvent } from "#server/kernel/background.ts";
import { formatMoney } from "#server/kernel/money.ts";
import { tenantCtx } from "../audit/index.ts";
import { resolveTenant } from "../tenancy/index.ts";
import { getUsageSettings, listMeters } from "../usage/index.ts";
import { mailOwners } from "./mail-owners.ts";

const SPAN: Readonly<Record<string, string>> = {
  none: "",
  hour: " of this hour",
  day: " of today",
  month: " of this month",
};
const COUNT = new Intl.NumberFormat("en");

/** Tells owners and admins that a share of a limit is used up, if they want to hear of that share by mail. */
export const tellOfUsage: Subscriber = {
  name: "tell-of-usage",
  events: ["usage.thresholdReached"],
  async run(ports, event) {
    const tenant = await resolveTenant(ports, { id: event.tenantId });
    if (!tenant) return;
    const ctx = tenantCtx(ports, tenant, { type: "system", process: "tell-of-usage" });
    ports.live.publish(tenant.id, { topic: "usageAlert" });
    const settings = await getUsageSettings.call(ctx, {});
    if (!settings.isMailed || !settings.thresholds.includes(Number(event.threshold))) return;
    const meters = await listMeters(ctx);
    const label = meters.find(({ meter }) => meter === event.meter)?.label ?? String(event.meter);
    const notice =
      event.meter === "spend"
        ? spendNotice(event, settings.overage?.currency ?? "usd")
        : limitNotice(event, label, settings.isOverageOn);
    await mailOwners(ports, event, notice, "/settings/usage", ["owner", "admin"]);
  },
};

function limitNotice({ threshold, used, limit, window }: TenantEvent, label: string, isOverageOn: boolean) {
  const share = `${COUNT.format(Number(used))} of ${COUNT.format(Number(limit))}`;
  const next =
    threshold !== 100
      ? "Nothing has stopped; this is so that you can plan."
      : isOverageOn
        ? "Where your plan sells more beyond it, use goes on at that price, up to your spend cap."
        : "What goes beyond it is refused until the count starts again or the plan is changed.";
  return {
    subject: `${label}: ${Number(threshold)} % used`,
    text: `${share} ${label.toLowerCase()}${SPAN[String(window)] ?? ""} are used. ${next}`,
  };
}

function spendNotice({ threshold, used, limit }: TenantEvent, currency: string) {
  const [spent, cap] = [used, limit].map((amount) => formatMoney({ amountMinor: Number(amount), currency }));
  const next =
    threshold === 100
      ? "Use beyond the plan is refused until the next billing period, or until you raise the cap."
      : "Nothing has stopped yet.";
  return {
    subject: `Spend cap: ${Number(threshold)} % used`,
    text: `Use beyond the plan has cost ${spent} of your cap of ${cap} in this billing period. ${next}`,
  };
}
