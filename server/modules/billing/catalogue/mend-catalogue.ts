import type Stripe from "stripe";
import type { Ports } from "#server/kernel/ctx.ts";
import { platformCtx, recordEvent } from "../../audit/index.ts";
import { missing } from "../stripe-outage.ts";
import { idOf } from "../stripe-values.ts";
import { catalogueOf } from "./catalogue.ts";
import { type Catalogue, INTERVALS } from "./catalogue-schema.ts";
import { priceMetadata, productIdOf, RECURRING, type Sold, syncCatalogue } from "./sync-catalogue.ts";
import { refreshCatalogue } from "./versions/follow-catalogue.ts";

/**
 * Puts back what somebody changed by hand at Stripe of what the price list sells: an archived price, a renamed
 * product, the metadata by which a sold price is known to be of its plan or add-on. Our own changes come here too, and find
 * nothing to do. What was put back is in the log and in the platform's audit.
 * @param objectId Stripe's id of a price or product
 */
export async function mendCatalogue(ports: Ports, objectId: string): Promise<void> {
  // The event may be of a version that this process has not heard of yet.
  await refreshCatalogue(ports);
  const catalogue = catalogueOf(ports);
  const { client } = ports.stripe;
  const price = objectId.startsWith("price_") ? await client.prices.retrieve(objectId).catch(missing) : null;
  const product = price ? idOf(price.product) : objectId;
  const offer: readonly Sold[] = [...catalogue.plans, ...catalogue.addOns];
  const sold = offer.find((each) => productIdOf(catalogue, each) === product);
  if (!sold || price?.recurring?.usage_type === "metered") return;
  const { created, mended } = await syncCatalogue(client, catalogue, [sold]);
  const after = [...created, ...mended, ...(price ? await mendMetadata(client, catalogue, sold, price) : [])];
  if (after.length === 0) return;
  ports.log.warn({ objectId, mended: after }, "the price list was changed by hand at Stripe, and put back");
  const ctx = platformCtx(ports, { type: "system", process: "billing" });
  await recordEvent(ctx, "catalogue.mend", { entityId: objectId, after });
}

async function mendMetadata(
  stripe: Stripe,
  catalogue: Catalogue,
  sold: Sold,
  { id, metadata, recurring }: Stripe.Price,
): Promise<string[]> {
  const interval = INTERVALS.find(
    (each) =>
      RECURRING[each].interval === recurring?.interval &&
      RECURRING[each].interval_count === recurring.interval_count,
  );
  const wanted = interval && priceMetadata(catalogue, sold, interval);
  if (!wanted || Object.entries(wanted).every(([key, value]) => metadata[key] === value)) return [];
  await stripe.prices.update(id, { metadata: wanted });
  return [id];
}
