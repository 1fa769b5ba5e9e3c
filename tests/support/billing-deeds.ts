import type { Ctx } from "#server/kernel/ctx.ts";
import {
  cancelSubscription,
  changePlan,
  dropScheduledChange,
  getSubscription,
  listAddOns,
  pauseSubscription,
  previewAddOn,
  resumeSubscription,
  setAddOn,
  startCheckout,
} from "#server/modules/billing/index.ts";
import { type BillingHarness, checkoutInput } from "./billing.ts";
import type { Deed } from "./billing-turns.ts";
import { card } from "./stripe-sandbox.ts";

/** What a customer does through our verbs, as the pages do it. @throws AppError what the business refuses */
export async function doDeed({ sandbox }: BillingHarness, ctx: Ctx, deed: Deed): Promise<void> {
  switch (deed.kind) {
    case "subscribe": {
      const { url } = await startCheckout.call(ctx, {
        ...checkoutInput(ctx, deed.plan),
        currency: deed.currency,
      });
      await sandbox.submit(new URL(url).pathname, card(deed.card));
      return;
    }
    case "change": {
      const { subscription } = await getSubscription.call(ctx, {});
      const from = { plan: subscription?.plan?.key ?? "", interval: subscription?.interval ?? "month" };
      await changePlan.call(ctx, { plan: deed.plan, interval: deed.interval, from });
      return;
    }
    case "cancel":
      await cancelSubscription.call(ctx, {});
      return;
    case "resume":
      await resumeSubscription.call(ctx, {});
      return;
    case "pause":
      await pauseSubscription.call(ctx, {});
      return;
    case "dropScheduled":
      await dropScheduledChange.call(ctx, {});
      return;
    case "addOn":
      await order(ctx, deed);
      return;
    default:
      deed satisfies never;
  }
}

/** As the dialog does, with its quote or, from the API, without. */
async function order(
  ctx: Ctx,
  { addOn, quantity, isQuoted }: Extract<Deed, { kind: "addOn" }>,
): Promise<void> {
  const { basis, addOns } = await listAddOns.call(ctx, {});
  if (!basis) return;
  const { plan, interval } = basis;
  const owned = addOns.find(({ key }) => key === addOn)?.quantity ?? 0;
  const quote = isQuoted ? await previewAddOn.call(ctx, { addOn, quantity }) : null;
  const from = { plan, interval, quantity: owned };
  await setAddOn.call(ctx, { addOn, quantity, from, quotedAt: quote?.quotedAt ?? null });
}
