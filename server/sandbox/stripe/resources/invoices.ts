import type Stripe from "stripe";
import { z } from "zod";
import { DAY } from "../billing/calendar.ts";
import { afterPayment, payByHand, subscriptionOfInvoice } from "../billing/collecting.ts";
import { draftSources, putDraft, recompose } from "../billing/drafting.ts";
import { intentOf, paymentsOf, payOutOfBand } from "../billing/invoice-payments.ts";
import { finalizeInvoice, markUncollectible, voidInvoice } from "../billing/invoicing.ts";
import { invoiceTimers } from "../billing/renewing.ts";
import { mustOwnCard } from "../billing/saved-cards.ts";
import { given, mergeMetadata } from "../core/changes.ts";
import { type Invoice, invoiceItems, invoices, subscriptions } from "../core/collections.ts";
import { invalidRequest, StripeSandboxError } from "../core/errors.ts";
import { isWithin, list, page } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import { created, emptyable, flag, metadata, noParams, paramsOf, text, whole } from "../core/params.ts";
import { search } from "../core/search.ts";
import { listOf } from "../core/wire.ts";
import { discountIds } from "./asked-discounts.ts";
import { mustGetCustomer } from "./customers.ts";
import { previewOperation } from "./invoice-preview.ts";
import { discountList } from "./subscription-params.ts";

const CreateParams = paramsOf<Stripe.InvoiceCreateParams>()({
  auto_advance: flag.optional(),
  automatic_tax: z.strictObject({ enabled: flag }).optional(),
  collection_method: z.enum(["charge_automatically", "send_invoice"]).optional(),
  currency: text.optional(),
  customer: text,
  days_until_due: whole.optional(),
  description: text.optional(),
  discounts: emptyable(discountList).optional(),
  footer: text.optional(),
  metadata: metadata.optional(),
  pending_invoice_items_behavior: z.enum(["exclude", "include"]).optional(),
  subscription: text.optional(),
});
const UpdateParams = paramsOf<Stripe.InvoiceUpdateParams>()({
  auto_advance: flag.optional(),
  description: emptyable(text).optional(),
  footer: emptyable(text).optional(),
  metadata: metadata.optional(),
});
const PayParams = paramsOf<Stripe.InvoicePayParams>()({
  forgive: flag.optional(),
  off_session: flag.optional(),
  paid_out_of_band: flag.optional(),
  payment_method: text.optional(),
});
const FinalizeParams = paramsOf<Stripe.InvoiceFinalizeInvoiceParams>()({ auto_advance: flag.optional() });

export const invoiceResource: Resource = {
  collections: [invoices],
  includes: {
    invoice: {
      payments: (reader, id) => listOf(`/v1/invoice_payments?invoice=${id}`, paymentsOf(reader, id)),
      confirmation_secret: (reader, id) => {
        const client_secret = intentOf(reader, id)?.client_secret;
        return client_secret ? { client_secret, type: "payment_intent" } : null;
      },
    },
  },
  timers: invoiceTimers,
  operations: [
    previewOperation,
    operation({
      method: "POST",
      path: "/v1/invoices",
      params: CreateParams,
      run({ tx, params }) {
        const customer = mustGetCustomer(tx, params.customer);
        const subscription = params.subscription
          ? mustGet(tx, subscriptions, params.subscription, "subscription")
          : null;
        const currency = params.currency ?? subscription?.currency ?? customer.currency ?? "usd";
        const asked = params.discounts ?? [];
        const draft = putDraft(tx, {
          customer: customer.id,
          subscription,
          currency,
          reason: "manual",
          sources: [],
          period: { start: tx.now, end: tx.now },
          finalizesAt: params.auto_advance ? tx.now + 3600 : null,
          takesPending: params.pending_invoice_items_behavior === "include" || subscription !== null,
          ...(asked.length > 0
            ? { discounts: discountIds(tx, asked, { customer: customer.id, currency, items: [] }) }
            : {}),
        });
        const { description, footer, days_until_due: days, collection_method } = params;
        const enabled = params.automatic_tax?.enabled ?? draft.automatic_tax.enabled;
        const changed = tx.put(invoices, {
          ...draft,
          ...given({ description, footer, collection_method }),
          auto_advance: params.auto_advance ?? false,
          automatic_tax: {
            ...draft.automatic_tax,
            enabled,
            liability: enabled ? { type: "self" } : null,
            provider: enabled ? "stripe" : null,
          },
          due_date: days === undefined ? null : tx.now + days * DAY,
          metadata: mergeMetadata({}, params.metadata),
        });
        return recompose(tx, changed, false);
      },
    }),
    retrieve("/v1/invoices/{id}", invoices),
    operation({
      method: "POST",
      path: "/v1/invoices/{id}",
      params: UpdateParams,
      run({ tx, params, path }) {
        const old = mustGet(tx, invoices, path("id"));
        const { metadata: patch, ...rest } = params;
        const changed: Invoice = {
          ...old,
          ...given(rest),
          metadata: mergeMetadata(old.metadata ?? {}, patch),
        };
        tx.put(invoices, changed);
        tx.emit("invoice.updated", changed, old);
        return changed;
      },
    }),
    operation({
      method: "DELETE",
      path: "/v1/invoices/{id}",
      params: noParams,
      run({ tx, path }) {
        const draft = mustGet(tx, invoices, path("id"));
        if (draft.status !== "draft" || draft.parent) {
          throw invalidRequest("You can only delete one-off draft invoices. Void a finalized one instead.");
        }
        for (const item of tx.all(invoiceItems)) {
          if (item.invoice === draft.id) tx.put(invoiceItems, { ...item, invoice: null });
        }
        tx.remove(invoices, draft.id);
        tx.remove(draftSources, draft.id);
        tx.emit("invoice.deleted", draft);
        return { id: draft.id, object: "invoice", deleted: true };
      },
    }),
    search({
      path: "/v1/invoices/search",
      from: invoices,
      fields: {
        created: ({ created: at }) => at,
        currency: ({ currency }) => currency,
        customer: ({ customer }) => customer,
        number: ({ number }) => number,
        status: ({ status }) => status,
        subscription: ({ parent }) => parent?.subscription_details?.subscription,
        total: ({ total }) => total,
      },
    }),
    list({
      path: "/v1/invoices",
      from: invoices,
      filters: {
        collection_method: z.enum(["charge_automatically", "send_invoice"]).optional(),
        created: created.optional(),
        customer: text.optional(),
        due_date: created.optional(),
        status: z.enum(["draft", "open", "paid", "uncollectible", "void"]).optional(),
        subscription: text.optional(),
      },
      matches: (invoice, filters, _path, reader) =>
        (filters.customer === undefined || invoice.customer === filters.customer) &&
        (filters.status === undefined || invoice.status === filters.status) &&
        (filters.collection_method === undefined ||
          invoice.collection_method === filters.collection_method) &&
        (filters.due_date === undefined ||
          (invoice.due_date !== null && isWithin(invoice.due_date, filters.due_date))) &&
        (filters.subscription === undefined ||
          subscriptionOfInvoice(reader, invoice)?.id === filters.subscription) &&
        isWithin(invoice.created, filters.created),
    }),
    operation({
      method: "GET",
      path: "/v1/invoices/{id}/lines",
      params: z.strictObject({
        limit: whole.optional(),
        starting_after: text.optional(),
        ending_before: text.optional(),
      }),
      run({ tx, params, path }) {
        const { id, lines } = mustGet(tx, invoices, path("id"));
        return page(`/v1/invoices/${id}/lines`, lines.data, params);
      },
    }),
    operation({
      method: "POST",
      path: "/v1/invoices/{id}/finalize",
      params: FinalizeParams,
      run({ tx, params, path }) {
        const { auto_advance } = params;
        const open = finalizeInvoice(tx, mustGet(tx, invoices, path("id")));
        const isCollected = auto_advance ?? open.auto_advance ?? false;
        const next_payment_attempt =
          isCollected && open.collection_method === "charge_automatically" ? tx.now + 3600 : null;
        return tx.put(invoices, { ...open, auto_advance: isCollected, next_payment_attempt });
      },
    }),
    operation({
      method: "POST",
      path: "/v1/invoices/{id}/pay",
      params: PayParams,
      run({ tx, params, path }) {
        const invoice = mustGet(tx, invoices, path("id"));
        const open = invoice.status === "draft" ? finalizeInvoice(tx, invoice) : invoice;
        if (params.paid_out_of_band) {
          const result = payOutOfBand(tx, open);
          afterPayment(tx, result.invoice);
          return result.invoice;
        }
        const chosen = params.payment_method
          ? mustOwnCard(tx, params.payment_method, invoice.customer ?? "", "payment_method")
          : null;
        const result = payByHand(tx, open, chosen);
        if (result.isPaid) return result.invoice;
        return new StripeSandboxError(402, { type: "card_error", ...result.refusal });
      },
    }),
    operation({
      method: "POST",
      path: "/v1/invoices/{id}/send",
      params: noParams,
      run({ tx, path }) {
        const invoice = mustGet(tx, invoices, path("id"));
        const open = invoice.status === "draft" ? finalizeInvoice(tx, invoice) : invoice;
        if (open.status === "void") throw invalidRequest("You can't send a voided invoice.");
        tx.emit("invoice.sent", open);
        return open;
      },
    }),
    operation({
      method: "POST",
      path: "/v1/invoices/{id}/mark_uncollectible",
      params: noParams,
      run: ({ tx, path }) => markUncollectible(tx, mustGet(tx, invoices, path("id"))),
    }),
    operation({
      method: "POST",
      path: "/v1/invoices/{id}/void",
      params: noParams,
      run: ({ tx, path }) => voidInvoice(tx, mustGet(tx, invoices, path("id"))),
    }),
  ],
};
