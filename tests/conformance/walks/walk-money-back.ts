import { seedPrice } from "#tests/support/stripe-sandbox.ts";
import { subscriber, type Walk } from "./walk.ts";

/** Refunds, credit notes, disputes, entitlements. */
export async function walkMoneyBack(walk: Walk): Promise<void> {
  const { rig, conforms } = walk;
  const { stripe } = rig;
  const { product, price } = await seedPrice(stripe);
  const feature = conforms(await stripe.entitlements.features.create({ lookup_key: "sso", name: "SSO" }));
  conforms(await stripe.entitlements.features.update(feature.id, { name: "Single sign-on" }));
  const attached = conforms(
    await stripe.products.createFeature(product.id, { entitlement_feature: feature.id }),
  );
  conforms(await stripe.products.retrieveFeature(product.id, attached.id));
  const { subscription, customer } = await subscriber(walk, price.id);
  conforms(await stripe.entitlements.activeEntitlements.list({ customer: customer.id }));

  const invoice = String(subscription.latest_invoice);
  const paid = await stripe.invoices.retrieve(invoice);
  const lines = [
    { type: "invoice_line_item", invoice_line_item: paid.lines.data[0]?.id ?? "", amount: 500 },
  ] as const;
  const asked = { invoice, lines: [...lines], credit_amount: 500 };
  conforms(await stripe.creditNotes.preview(asked));
  const note = conforms(await stripe.creditNotes.create(asked));
  conforms(await stripe.creditNotes.update(note.id, { memo: "Sorry" }));
  conforms(await stripe.creditNotes.listLineItems(note.id));
  const [charge] = (await stripe.charges.list({ customer: customer.id })).data;
  const refund = conforms(await stripe.refunds.create({ charge: charge?.id ?? "", amount: 100 }));
  conforms(await stripe.refunds.update(refund.id, { metadata: { why: "late" } }));
  conforms(await stripe.charges.retrieve(charge?.id ?? ""));

  await subscriber(walk, price.id, { method: "pm_card_createDispute" });
  const [dispute] = conforms(await stripe.disputes.list()).data;
  const evidence = { uncategorized_text: "winning_evidence" };
  conforms(await stripe.disputes.update(dispute?.id ?? "", { evidence }));

  const open = await subscriber(walk, price.id, { method: "pm_card_chargeCustomerFail" });
  const owed = String(open.subscription.latest_invoice);
  const part = await stripe.creditNotes.create({ invoice: owed, amount: 100 });
  conforms(await stripe.creditNotes.voidCreditNote(part.id));
}
