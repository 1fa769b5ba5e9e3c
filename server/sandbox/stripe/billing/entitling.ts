import {
  type ActiveEntitlement,
  activeEntitlements,
  features,
  type Subscription,
  subscriptions,
} from "../core/collections.ts";
import { collection, type Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { listOf } from "../core/wire.ts";

/** A feature that a product brings. */
export const productFeatures = collection<{ id: string; product: string; feature: string }>(
  "sandbox.product_feature",
);

/** Whose an active entitlement is: Stripe does not show it on the record. */
export const entitlementOwners = collection<{ id: string; customer: string; feature: string }>(
  "sandbox.entitlement_owner",
);

const ENTITLING: readonly Subscription["status"][] = ["active", "trialing", "past_due"];

function entitledFeatures(reader: Reader, customer: string): Set<string> {
  const products = new Set(
    reader
      .all(subscriptions)
      .filter((one) => one.customer === customer && ENTITLING.includes(one.status))
      .flatMap(({ items }) => items.data.map(({ price }) => price.product)),
  );
  const brought = reader.all(productFeatures).filter(({ product }) => products.has(product));
  return new Set(brought.map(({ feature }) => feature));
}

export function entitlementsOf(reader: Reader, customer: string): ActiveEntitlement[] {
  return reader
    .all(entitlementOwners)
    .filter((owner) => owner.customer === customer)
    .flatMap(({ id }) => reader.get(activeEntitlements, id) ?? []);
}

/** Brings a customer's entitlements in line with what they subscribe to, and tells it when they changed. */
export function refreshEntitlements(tx: Tx, customer: string): void {
  const wanted = entitledFeatures(tx, customer);
  const owned = tx.all(entitlementOwners).filter((owner) => owner.customer === customer);
  const before = new Set(owned.map(({ feature }) => feature));
  const gone = owned.filter(({ feature }) => !wanted.has(feature));
  const added = [...wanted].filter((feature) => !before.has(feature));
  if (gone.length === 0 && added.length === 0) return;
  for (const { id } of gone) {
    tx.remove(entitlementOwners, id);
    tx.remove(activeEntitlements, id);
  }
  for (const feature of added) {
    const id = tx.newId("ent");
    const lookup_key = tx.get(features, feature)?.lookup_key ?? "";
    tx.put(entitlementOwners, { id, customer, feature });
    tx.put(activeEntitlements, {
      id,
      object: "entitlements.active_entitlement",
      feature,
      livemode: false,
      lookup_key,
    });
  }
  tx.emit("entitlements.active_entitlement_summary.updated", {
    object: "entitlements.active_entitlement_summary",
    customer,
    entitlements: listOf(`/v1/customer/${customer}/entitlements`, entitlementsOf(tx, customer)),
    livemode: false,
  });
}
