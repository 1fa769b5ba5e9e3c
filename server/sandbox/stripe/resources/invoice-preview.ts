import type Stripe from "stripe";
import { z } from "zod";
import { blankCustomer } from "../billing/customer-record.ts";
import { grantDiscounts } from "../billing/granting.ts";
import { resumeSubscription } from "../billing/pausing.ts";
import { putInvoiceItem } from "../billing/pending-items.ts";
import { asPreview, noUpcoming, previewChange, previewEnd, previewUpcoming } from "../billing/previewing.ts";
import { openSubscription } from "../billing/subscribing.ts";
import { automaticTax } from "../billing/subscription-record.ts";
import {
  type Customer,
  customers,
  type Invoice,
  invoices,
  type Subscription,
  subscriptionSchedules,
  subscriptions,
} from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { mustGet, operation } from "../core/operation.ts";
import { emptyable, flag, paramsOf, text, whole } from "../core/params.ts";
import type { Tx } from "../core/tx.ts";
import { addressParam, blankAddress } from "./customers.ts";
import { cancellationChange, changeOf } from "./subscription-change.ts";
import { specOf } from "./subscription-creation.ts";
import {
  anchorChange,
  cancelAt,
  discountList,
  itemChanges,
  proration,
  trialEnd,
} from "./subscription-params.ts";

const details = z.strictObject({
  billing_cycle_anchor: anchorChange.optional(),
  billing_mode: z.strictObject({ type: z.literal("flexible") }).optional(),
  cancel_at: emptyable(cancelAt).optional(),
  cancel_at_period_end: flag.optional(),
  cancel_now: flag.optional(),
  items: itemChanges.optional(),
  proration_behavior: proration.optional(),
  proration_date: whole.optional(),
  resume_at: z.literal("now").optional(),
  trial_end: trialEnd.optional(),
});

const Params = paramsOf<Stripe.InvoiceCreatePreviewParams>()({
  automatic_tax: z.strictObject({ enabled: flag }).optional(),
  currency: text.optional(),
  customer: text.optional(),
  customer_details: z
    .strictObject({
      address: emptyable(addressParam).optional(),
      tax_exempt: z.enum(["exempt", "none", "reverse"]).optional(),
    })
    .optional(),
  discounts: emptyable(discountList).optional(),
  invoice_items: z
    .array(z.strictObject({ amount: whole, currency: text.optional(), description: text.optional() }))
    .max(250)
    .optional(),
  preview_mode: z.enum(["next", "recurring"]).optional(),
  schedule: text.optional(),
  subscription: text.optional(),
  subscription_details: details.optional(),
});
type Params = z.output<typeof Params>;

/** Everything is really done, looked at, and taken back: a preview and the change itself cannot differ. */
export const previewOperation = operation({
  method: "POST",
  path: "/v1/invoices/create_preview",
  params: Params,
  run: ({ tx, params }): Invoice =>
    tx.rehearse(() => {
      const subscription = subscriptionAsked(tx, params);
      const customer = customerAsked(tx, params, subscription);
      const preview = subscription
        ? previewOf(tx, customer, prepared(tx, customer, subscription, params), params)
        : previewNew(tx, customer, params);
      if (!preview) throw noUpcoming();
      return params.preview_mode === "recurring" ? withoutProrations(preview) : preview;
    }),
});

function subscriptionAsked(tx: Tx, params: Params): Subscription | null {
  if (params.schedule) {
    const schedule = mustGet(tx, subscriptionSchedules, params.schedule, "schedule");
    return mustGet(tx, subscriptions, schedule.subscription ?? "", "schedule");
  }
  return params.subscription ? mustGet(tx, subscriptions, params.subscription, "subscription") : null;
}

/** The customer with the address that is asked about; someone unknown may ask, too. */
function customerAsked(tx: Tx, params: Params, subscription: Subscription | null): Customer {
  const id = params.customer ?? subscription?.customer;
  const known = id ? mustGet(tx, customers, id, "customer") : blankCustomerOf(tx);
  const { address, tax_exempt } = params.customer_details ?? {};
  return tx.put(customers, {
    ...known,
    ...(address ? { address: blankAddress(address) } : {}),
    ...(tax_exempt ? { tax_exempt } : {}),
  });
}

const blankCustomerOf = (tx: Tx): Customer => blankCustomer(tx.newId("cus"), tx.now);

function prepared(tx: Tx, customer: Customer, subscription: Subscription, params: Params): Subscription {
  if (params.automatic_tax) {
    tx.put(subscriptions, { ...subscription, automatic_tax: automaticTax(params.automatic_tax.enabled) });
  }
  if (params.discounts !== undefined) grantDiscounts(tx, subscription, params.discounts);
  const current = mustGet(tx, subscriptions, subscription.id);
  for (const item of params.invoice_items ?? []) {
    putInvoiceItem(tx, {
      customer,
      currency: item.currency ?? current.currency,
      subscription: current,
      spec: {
        price: null,
        item: null,
        invoiceItem: null,
        quantity: 1,
        amount: item.amount,
        unitAmountDecimal: String(item.amount),
        description: item.description ?? "",
        period: { start: tx.now, end: tx.now },
        isProration: false,
        isDiscountable: true,
        isUsage: false,
      },
    });
  }
  return current;
}

function previewOf(tx: Tx, _customer: Customer, subscription: Subscription, params: Params): Invoice | null {
  const asked = params.subscription_details ?? {};
  if (asked.cancel_now) {
    return previewEnd(tx, subscription, (asked.proration_behavior ?? "create_prorations") !== "none");
  }
  if (asked.resume_at) {
    const resumed = resumeSubscription(tx, subscription, {
      anchor: asked.billing_cycle_anchor?.type ?? "now",
      payment: "resume_on_payment_attempt",
      proration: asked.proration_behavior ?? "create_prorations",
    });
    const invoice = tx.get(invoices, resumed.latest_invoice ?? "");
    return invoice ? asPreview(tx, invoice) : null;
  }
  if (subscription.status === "canceled" || subscription.status === "paused") return null;
  const end = cancellationChange(subscription, asked, tx.now);
  const ending = tx.put(subscriptions, { ...subscription, ...end });
  const change = changeOf(tx, ending, asked, tx.now);
  return change ? previewChange(tx, ending, change) : previewUpcoming(tx, ending);
}

/** The first invoice of a subscription that nobody has yet. */
function previewNew(tx: Tx, customer: Customer, params: Params): Invoice | null {
  const { items, trial_end, cancel_at, cancel_at_period_end } = params.subscription_details ?? {};
  if (!items || items.length === 0) {
    const [own] = tx
      .all(subscriptions)
      .filter((one) => one.customer === customer.id && one.status !== "canceled");
    return own ? previewUpcoming(tx, prepared(tx, customer, own, params)) : null;
  }
  const wanted = items.map(({ price, quantity }, index) => {
    if (price) return { price, quantity };
    throw invalidRequest("Missing required param: price.", {
      param: `subscription_details[items][${index}][price]`,
    });
  });
  const spec = specOf(tx, customer, {
    items: wanted,
    automatic_tax: params.automatic_tax,
    currency: params.currency,
    discounts: params.discounts,
    trial_end,
    cancel_at: cancel_at ?? undefined,
    cancel_at_period_end,
  });
  const { open } = openSubscription(tx, spec);
  return asPreview(tx, open);
}

/** What every period costs from now on: without what comes only once. */
function withoutProrations(preview: Invoice): Invoice {
  const data = preview.lines.data.filter(
    ({ parent }) => parent?.subscription_item_details?.proration !== true,
  );
  const subtotal = data.reduce((sum, { amount }) => sum + amount, 0);
  const off = data
    .flatMap((line) => line.pretax_credit_amounts ?? [])
    .reduce((sum, { amount }) => sum + amount, 0);
  const tax = data
    .flatMap((line) => line.taxes ?? [])
    .filter(({ tax_behavior }) => tax_behavior === "exclusive")
    .reduce((sum, { amount }) => sum + amount, 0);
  const total = subtotal - off + tax;
  return {
    ...preview,
    amount_due: total,
    amount_remaining: total,
    lines: { ...preview.lines, data },
    subtotal,
    total,
    total_excluding_tax: total - tax,
  };
}
