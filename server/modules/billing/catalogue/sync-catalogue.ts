import type Stripe from "stripe";
import { missing } from "../stripe-outage.ts";
import type { AddOn, BillingInterval, Catalogue, CataloguePlan, Price } from "./catalogue-schema.ts";

const LOOKUP_BATCH = 10;

export const RECURRING: Record<BillingInterval, { interval: "month" | "year"; interval_count: number }> = {
  month: { interval: "month", interval_count: 1 },
  quarter: { interval: "month", interval_count: 3 },
  year: { interval: "year", interval_count: 1 },
};

/** What a price can be of. */
export type Sold = CataloguePlan | AddOn;

const isAddOn = (sold: Sold): sold is AddOn => "maxQuantity" in sold;

export const productIdOf = (catalogue: Catalogue, sold: Sold): string =>
  `marque_${catalogue.key}_${isAddOn(sold) ? "add_on_" : ""}${sold.key}`.replaceAll("-", "_");

export const lookupKeyOf = (catalogue: Catalogue, sold: Sold, price: Price): string =>
  `${productIdOf(catalogue, sold)}_${price.interval}_${price.currency}`;

/** By what a product is known to be of its plan or add-on. */
const marksOf = (catalogue: Catalogue, sold: Sold) => ({
  marque_catalogue: catalogue.key,
  ...(isAddOn(sold) ? { marque_add_on: sold.key } : { marque_plan: sold.key }),
});

interface CatalogueSync {
  /** Stripe price ids by lookup key. */
  prices: Map<string, string>;
  created: string[];
  /** Products that said something else. */
  mended: string[];
}

/**
 * Makes Stripe sell what the catalogue says. Safe to repeat. A sold price never changes: a new amount is a new price
 * that takes over the lookup key, the old one is closed to new buyers, and those who have it keep it.
 * @param offer only these; all that are sold by default
 */
export async function syncCatalogue(
  stripe: Stripe,
  catalogue: Catalogue,
  offer: readonly Sold[] = [...catalogue.plans, ...catalogue.addOns],
): Promise<CatalogueSync> {
  const sync: CatalogueSync = { prices: new Map(), created: [], mended: [] };
  const priced = offer.filter(({ prices, isRetired }) => prices.length > 0 && !isRetired);
  const wanted = priced.flatMap((sold) =>
    sold.prices.map((price) => ({ sold, price, key: lookupKeyOf(catalogue, sold, price) })),
  );
  const known = await findPrices(
    stripe,
    wanted.map(({ key }) => key),
  );
  for (const sold of priced) {
    if (await ensureProduct(stripe, catalogue, sold)) sync.mended.push(productIdOf(catalogue, sold));
  }
  for (const { sold, price, key } of wanted) {
    const current = known.get(key);
    if (current && isSame(current, price) && current.active) {
      sync.prices.set(key, current.id);
      continue;
    }
    const created = await createPrice(stripe, catalogue, sold, price, current);
    if (current?.active) await stripe.prices.update(current.id, { active: false });
    sync.prices.set(key, created.id);
    sync.created.push(key);
  }
  return sync;
}

/** By what a sold price is known to be of its plan or add-on. */
export const priceMetadata = (catalogue: Catalogue, sold: Sold, interval: BillingInterval) => ({
  ...marksOf(catalogue, sold),
  marque_interval: interval,
});

async function findPrices(stripe: Stripe, keys: string[]): Promise<Map<string, Stripe.Price>> {
  const found = new Map<string, Stripe.Price>();
  for (let at = 0; at < keys.length; at += LOOKUP_BATCH) {
    const lookup_keys = keys.slice(at, at + LOOKUP_BATCH);
    const { data } = await stripe.prices.list({ lookup_keys, limit: 100 });
    for (const price of data) if (price.lookup_key) found.set(price.lookup_key, price);
  }
  return found;
}

/** @returns whether it was there and said something else */
async function ensureProduct(stripe: Stripe, catalogue: Catalogue, sold: Sold): Promise<boolean> {
  const id = productIdOf(catalogue, sold);
  const highlights = isAddOn(sold) ? [] : sold.highlights;
  const details = {
    name: sold.name,
    description: sold.tagline,
    marketing_features: highlights.map((name) => ({ name: name.slice(0, 80) })),
    metadata: marksOf(catalogue, sold),
  };
  const known = await stripe.products.retrieve(id).catch(missing);
  if (!known) {
    await stripe.products.create({ id, ...details }).catch(ignoreWhenExists);
    return false;
  }
  if (known.name === details.name && known.description === details.description && known.active) return false;
  await stripe.products.update(id, { ...details, active: true });
  return true;
}

function createPrice(
  stripe: Stripe,
  catalogue: Catalogue,
  sold: Sold,
  price: Price,
  replaced: Stripe.Price | undefined,
): Promise<Stripe.Price> {
  const lookup_key = lookupKeyOf(catalogue, sold, price);
  return stripe.prices.create(
    {
      product: productIdOf(catalogue, sold),
      currency: price.currency,
      unit_amount: price.amountMinor,
      recurring: RECURRING[price.interval],
      lookup_key,
      transfer_lookup_key: true,
      nickname: `${sold.name}, by the ${price.interval}`,
      metadata: priceMetadata(catalogue, sold, price.interval),
    },
    { idempotencyKey: `price:${lookup_key}:${price.amountMinor}:${replaced?.id ?? "first"}` },
  );
}

function isSame(known: Stripe.Price, price: Price): boolean {
  const { interval, interval_count } = RECURRING[price.interval];
  return (
    known.unit_amount === price.amountMinor &&
    known.currency === price.currency &&
    known.recurring?.interval === interval &&
    known.recurring.interval_count === interval_count
  );
}

const codeOf = (error: unknown): unknown =>
  typeof error === "object" && error !== null && "code" in error ? error.code : undefined;

/** Of two that create the same product at once, one finds it there. */
function ignoreWhenExists(error: unknown): void {
  if (codeOf(error) !== "resource_already_exists") throw error;
}
