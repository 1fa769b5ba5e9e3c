import { createHash } from "node:crypto";
import Stripe from "stripe";
import type { BillingInterval, Catalogue, CataloguePlan } from "./catalogue-schema.ts";
import type { Overage } from "./overage-schema.ts";
import { productIdOf, RECURRING } from "./sync-catalogue.ts";

/** The name under which Stripe counts what is used of a meter beyond what plans include. */
export const meterEventName = ({ key }: Catalogue, meter: string): string =>
  `marque_${key}_${meter}`.replaceAll("-", "_");

/** Meters that plans of the catalogue sell overage of, by the catalogue's key. Made where they are missing; safe to repeat. */
export async function syncMeters(
  stripe: Stripe,
  catalogue: Catalogue,
): Promise<Map<string, Stripe.Billing.Meter>> {
  const wanted = new Set(catalogue.plans.flatMap(({ overage }) => overage.map(({ meter }) => meter)));
  const found = new Map<string, Stripe.Billing.Meter>();
  if (wanted.size === 0) return found;
  const known = await stripe.billing.meters.list({ limit: 100 }).autoPagingToArray({ limit: 1000 });
  for (const meter of wanted) {
    const event_name = meterEventName(catalogue, meter);
    const own = known.find((each) => each.event_name === event_name);
    if (own?.status === "active") found.set(meter, own);
    else if (own) found.set(meter, await stripe.billing.meters.reactivate(own.id));
    else found.set(meter, await createMeter(stripe, catalogue, meter));
  }
  return found;
}

function createMeter(stripe: Stripe, catalogue: Catalogue, meter: string): Promise<Stripe.Billing.Meter> {
  const event_name = meterEventName(catalogue, meter);
  const label = catalogue.meters.find(({ key }) => key === meter)?.label ?? meter;
  return stripe.billing.meters.create(
    {
      display_name: `${label}, beyond the plan`.slice(0, 250),
      event_name,
      default_aggregation: { formula: "sum" },
      customer_mapping: { type: "by_id", event_payload_key: "stripe_customer_id" },
      value_settings: { event_payload_key: "value" },
    },
    { idempotencyKey: `meter:${event_name}` },
  );
}

export interface OveragePriceTerms {
  plan: CataloguePlan;
  interval: BillingInterval;
  currency: string;
}

/** The metered prices of one way to buy a plan, by meter. New terms are a new price; those who have the old keep it. */
export async function syncOveragePrices(
  stripe: Stripe,
  catalogue: Catalogue,
  { plan, interval, currency }: OveragePriceTerms,
): Promise<Map<string, string>> {
  const prices = new Map<string, string>();
  if (plan.overage.length === 0) return prices;
  const meters = await syncMeters(stripe, catalogue);
  for (const overage of plan.overage) {
    const meter = meters.get(overage.meter);
    if (!meter) continue;
    const lookup_key = `${productIdOf(catalogue, plan)}_${overage.meter}_${interval}_${currency}`;
    const { data } = await stripe.prices.list({ lookup_keys: [lookup_key], limit: 1 });
    const terms = termsOf(overage, currency, meter.id);
    const [current] = data;
    if (current?.active && current.metadata.marque_terms === terms) {
      prices.set(overage.meter, current.id);
      continue;
    }
    const created = await stripe.prices.create(
      {
        product: productIdOf(catalogue, plan),
        currency,
        recurring: { ...RECURRING[interval], usage_type: "metered", meter: meter.id },
        billing_scheme: "tiered",
        tiers_mode: overage.mode,
        tiers: tiersOf(overage, currency),
        lookup_key,
        transfer_lookup_key: true,
        nickname: `${plan.name}: ${overage.meter} beyond the plan`,
        metadata: { marque_catalogue: catalogue.key, marque_overage: overage.meter, marque_terms: terms },
      },
      { idempotencyKey: `price:${lookup_key}:${terms}:${current?.id ?? "first"}` },
    );
    if (current?.active) await stripe.prices.update(current.id, { active: false });
    prices.set(overage.meter, created.id);
  }
  return prices;
}

const tiersOf = ({ prices }: Overage, currency: string): Stripe.PriceCreateParams.Tier[] =>
  (prices.find((each) => each.currency === currency)?.tiers ?? []).map(({ upTo, unitAmount }) => ({
    up_to: upTo ?? "inf",
    unit_amount_decimal: Stripe.Decimal.from(unitAmount),
  }));

const termsOf = (overage: Overage, currency: string, meter: string): string =>
  createHash("sha256")
    .update(JSON.stringify([overage.mode, overage.prices.find((each) => each.currency === currency), meter]))
    .digest("hex")
    .slice(0, 16);
