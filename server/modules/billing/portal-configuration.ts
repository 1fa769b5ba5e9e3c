import type Stripe from "stripe";
import type { Catalogue } from "./catalogue/catalogue-schema.ts";
import { lookupKeyOf, productIdOf, syncCatalogue } from "./catalogue/sync-catalogue.ts";
import { catalogueHash } from "./catalogue/versions/catalogue-hash.ts";

/** One a Stripe client, price list as published, and currency. */
const ensured = new WeakMap<Stripe, Map<string, Promise<string>>>();

/**
 * The portal's settings at Stripe: cards, invoices, cancellation at the period's end, and a change to any plan that
 * is sold in `currency`, settled at once with the exact difference.
 */
export function ensurePortalConfiguration(
  stripe: Stripe,
  catalogue: Catalogue,
  currency: string,
): Promise<string> {
  const known = ensured.get(stripe) ?? new Map<string, Promise<string>>();
  ensured.set(stripe, known);
  const key = `${catalogueHash(catalogue)} ${currency}`;
  const pending = known.get(key) ?? putConfiguration(stripe, catalogue, currency);
  known.set(key, pending);
  pending.catch(() => known.delete(key));
  return pending;
}

async function putConfiguration(stripe: Stripe, catalogue: Catalogue, currency: string): Promise<string> {
  const { prices } = await syncCatalogue(stripe, catalogue);
  const products = catalogue.plans.flatMap((plan) => {
    const own = plan.prices.filter((price) => price.currency === currency);
    const ids = own.flatMap((price) => prices.get(lookupKeyOf(catalogue, plan, price)) ?? []);
    return ids.length > 0 ? [{ product: productIdOf(catalogue, plan), prices: ids }] : [];
  });
  const metadata = { marque_catalogue: catalogue.key, marque_currency: currency };
  const features = {
    invoice_history: { enabled: true },
    payment_method_update: { enabled: true },
    subscription_cancel: { enabled: true, mode: "at_period_end" as const },
    subscription_update: {
      enabled: products.length > 0,
      default_allowed_updates: ["price" as const],
      products,
      proration_behavior: "always_invoice" as const,
    },
  };
  const { data } = await stripe.billingPortal.configurations.list({ active: true, limit: 100 });
  const known = data.find(
    ({ metadata: own }) => own?.marque_catalogue === catalogue.key && own.marque_currency === currency,
  );
  const configuration = known
    ? await stripe.billingPortal.configurations.update(known.id, { features })
    : await stripe.billingPortal.configurations.create({ features, metadata });
  return configuration.id;
}
