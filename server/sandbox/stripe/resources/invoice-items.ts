import type Stripe from "stripe";
import { z } from "zod";
import { draftSources, recompose } from "../billing/drafting.ts";
import { putInvoiceItem, sourceOf } from "../billing/pending-items.ts";
import { amountFor } from "../billing/pricing.ts";
import { nameOf } from "../billing/subscribing.ts";
import { mergeMetadata } from "../core/changes.ts";
import { type InvoiceItem, invoiceItems, invoices, prices, subscriptions } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { isWithin, list } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import { created, currency, flag, metadata, noParams, paramsOf, text, whole } from "../core/params.ts";
import type { Tx } from "../core/tx.ts";
import type { Wire } from "../core/wire.ts";
import { mustGetCustomer } from "./customers.ts";

const CreateParams = paramsOf<Stripe.InvoiceItemCreateParams>()({
  amount: whole.optional(),
  currency: currency.optional(),
  customer: text,
  description: text.optional(),
  discountable: flag.optional(),
  invoice: text.optional(),
  metadata: metadata.optional(),
  period: z.strictObject({ start: whole, end: whole }).optional(),
  pricing: z.strictObject({ price: text }).optional(),
  quantity: whole.optional(),
  subscription: text.optional(),
});
type Params = z.output<typeof CreateParams>;

function createItem(tx: Tx, params: Params): InvoiceItem {
  const customer = mustGetCustomer(tx, params.customer);
  const price = params.pricing ? mustGet(tx, prices, params.pricing.price, "pricing[price]") : null;
  if ((price === null) === (params.amount === undefined)) {
    throw invalidRequest("You must pass exactly one of: amount, pricing.", { param: "amount" });
  }
  const subscription = params.subscription
    ? mustGet(tx, subscriptions, params.subscription, "subscription")
    : null;
  const invoice = params.invoice ? mustGet(tx, invoices, params.invoice, "invoice") : null;
  if (invoice && invoice.status !== "draft") {
    throw invalidRequest("The invoice is no longer a draft: nothing can be added to it.", {
      param: "invoice",
    });
  }
  const code =
    params.currency ??
    invoice?.currency ??
    subscription?.currency ??
    customer.currency ??
    price?.currency ??
    "usd";
  const quantity = params.quantity ?? 1;
  const item = putInvoiceItem(tx, {
    customer,
    currency: code,
    subscription,
    invoice: invoice?.id ?? null,
    metadata: mergeMetadata({}, params.metadata),
    spec: {
      price,
      item: null,
      invoiceItem: null,
      quantity,
      amount: price ? amountFor(tx, price, code, quantity) : (params.amount ?? 0),
      unitAmountDecimal: price?.unit_amount_decimal ?? String(params.amount ?? 0),
      description: params.description ?? (price ? nameOf(tx, price) : ""),
      period: params.period ?? { start: tx.now, end: tx.now },
      isProration: false,
      isDiscountable: params.discountable ?? (params.amount ?? 0) >= 0,
      isUsage: false,
    },
  });
  if (invoice) {
    const { sources } = mustGet(tx, draftSources, invoice.id);
    tx.put(draftSources, { id: invoice.id, sources: [...sources, sourceOf(tx, item)] });
    recompose(tx, invoice, false);
  }
  return item;
}

export const invoiceItemResource: Resource = {
  collections: [invoiceItems],
  operations: [
    operation({
      method: "POST",
      path: "/v1/invoiceitems",
      params: CreateParams,
      run: ({ tx, params }) => createItem(tx, params),
    }),
    retrieve("/v1/invoiceitems/{id}", invoiceItems),
    operation({
      method: "DELETE",
      path: "/v1/invoiceitems/{id}",
      params: noParams,
      run({ tx, path }) {
        const item = mustGet(tx, invoiceItems, path("id"));
        if (item.invoice) throw invalidRequest("This invoice item is on an invoice and cannot be deleted.");
        tx.remove(invoiceItems, item.id);
        tx.emit("invoiceitem.deleted", item);
        return {
          id: item.id,
          object: "invoiceitem",
          deleted: true,
        } satisfies Wire<Stripe.DeletedInvoiceItem>;
      },
    }),
    list({
      path: "/v1/invoiceitems",
      from: invoiceItems,
      filters: {
        created: created.optional(),
        customer: text.optional(),
        invoice: text.optional(),
        pending: flag.optional(),
      },
      matches: (item, filters) =>
        (filters.customer === undefined || item.customer === filters.customer) &&
        (filters.invoice === undefined || item.invoice === filters.invoice) &&
        (filters.pending === undefined || (item.invoice === null) === filters.pending) &&
        isWithin(item.date, filters.created),
    }),
  ],
};
