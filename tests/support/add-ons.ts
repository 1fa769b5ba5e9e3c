import {
  choosePaymentMethod,
  getSubscription,
  listAddOns,
  listInvoices,
  previewAddOn,
  setAddOn,
} from "#server/modules/billing/index.ts";
import { getEntitlements } from "#server/modules/entitlements/index.ts";
import type { BillingHarness } from "./billing.ts";
import type { MintedTenant } from "./harness.ts";

const DAY_MS = 86_400_000;

export const ON_STARTER = { plan: "starter", interval: "month" as const };
export const ON_PRO = { plan: "professional", interval: "month" as const };

/** What somebody sees and does who buys add-ons for a workspace. */
export function addOnDesk(billing: BillingHarness, tenant: MintedTenant) {
  const { ctx } = tenant;
  const owned = async (): Promise<Record<string, number>> => {
    const { addOns } = await listAddOns.call(ctx(), {});
    return Object.fromEntries(addOns.flatMap(({ key, quantity }) => (quantity > 0 ? [[key, quantity]] : [])));
  };
  const customer = async (): Promise<string> =>
    (await ctx().db.billingCustomer.findFirstOrThrow()).stripeCustomerId;
  /** Both clocks move: ours, and Stripe's with all that falls due. */
  const pass = async (days: number): Promise<void> => {
    billing.clock.advance(days * DAY_MS);
    await billing.settle();
  };
  return {
    owned,
    customer,
    pass,
    state: () => getSubscription.call(ctx(), {}),
    limit: async (meter: string) =>
      (await getEntitlements.call(ctx(), {})).limits.find((each) => each.meter === meter)?.value,
    has: async (feature: string) =>
      (await getEntitlements.call(ctx(), {})).features.find(({ key }) => key === feature)?.isGranted,
    invoices: async () => (await listInvoices.call(ctx(), { limit: 50 })).invoices,
    /** On a plan that is paid for, the trial over. */
    async paying(plan: string): Promise<void> {
      await billing.checkout(tenant, plan);
      await billing.settle();
      await pass(15);
    },
    /** As the page does it: the price first, then the order at that price. */
    async order(addOn: string, quantity: number, on: typeof ON_STARTER = ON_STARTER) {
      const quote = await previewAddOn.call(ctx(), { addOn, quantity });
      const from = { ...on, quantity: (await owned())[addOn] ?? 0 };
      const done = await setAddOn.call(ctx(), { addOn, quantity, from, quotedAt: quote.quotedAt });
      return { quote, ...done };
    },
    async giveRefusedCard(): Promise<void> {
      const method = await billing.ports.stripe.client.paymentMethods.attach("pm_card_chargeCustomerFail", {
        customer: await customer(),
      });
      await choosePaymentMethod.call(ctx(), { paymentMethodId: method.id });
    },
  };
}
