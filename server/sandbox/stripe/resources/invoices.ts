import type Stripe from "stripe";
import { z } from "zod";
import { finalizeInvoice, payInvoice, paymentsOf, voidInvoice } from "../billing/invoicing.ts";
import { invoiceTimers, subscriptionOfInvoice } from "../billing/renewing.ts";
import { mustOwnCard } from "../billing/saved-cards.ts";
import { activate, methodFor } from "../billing/subscribing.ts";
import { invoicePayments, invoices } from "../core/collections.ts";
import { StripeSandboxError } from "../core/errors.ts";
import { isWithin, list, page } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import { created, flag, noParams, paramsOf, text, whole } from "../core/params.ts";
import { listOf } from "../core/wire.ts";

const PayParams = paramsOf<Stripe.InvoicePayParams>()({ payment_method: text.optional() });
const FinalizeParams = paramsOf<Stripe.InvoiceFinalizeInvoiceParams>()({ auto_advance: flag.optional() });

export const invoiceResource: Resource = {
  collections: [invoices],
  includes: {
    invoice: {
      payments: (reader, id) => listOf(`/v1/invoice_payments?invoice=${id}`, paymentsOf(reader, id)),
      confirmation_secret: () => null,
    },
  },
  timers: invoiceTimers,
  operations: [
    retrieve("/v1/invoices/{id}", invoices),
    list({
      path: "/v1/invoices",
      from: invoices,
      filters: {
        created: created.optional(),
        customer: text.optional(),
        status: z.enum(["draft", "open", "paid", "uncollectible", "void"]).optional(),
        subscription: text.optional(),
      },
      matches: (invoice, filters, _path, reader) =>
        (filters.customer === undefined || invoice.customer === filters.customer) &&
        (filters.status === undefined || invoice.status === filters.status) &&
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
      run: ({ tx, path }) => finalizeInvoice(tx, mustGet(tx, invoices, path("id"))),
    }),
    operation({
      method: "POST",
      path: "/v1/invoices/{id}/pay",
      params: PayParams,
      run({ tx, params, path }) {
        const invoice = mustGet(tx, invoices, path("id"));
        const subscription = subscriptionOfInvoice(tx, invoice);
        const chosen = params.payment_method
          ? mustOwnCard(tx, params.payment_method, invoice.customer ?? "", "payment_method")
          : subscription && methodFor(tx, subscription);
        const open = invoice.status === "draft" ? finalizeInvoice(tx, invoice) : invoice;
        const result = payInvoice(tx, open, chosen);
        if (!result.isPaid) return new StripeSandboxError(402, { type: "card_error", ...result.refusal });
        if (subscription) activate(tx, subscription);
        return result.invoice;
      },
    }),
    operation({
      method: "POST",
      path: "/v1/invoices/{id}/void",
      params: noParams,
      run: ({ tx, path }) => voidInvoice(tx, mustGet(tx, invoices, path("id"))),
    }),
  ],
};

export const invoicePaymentResource: Resource = {
  collections: [invoicePayments],
  operations: [
    retrieve("/v1/invoice_payments/{id}", invoicePayments),
    list({
      path: "/v1/invoice_payments",
      from: invoicePayments,
      filters: {
        invoice: text.optional(),
        payment: z.strictObject({ type: text, payment_intent: text.optional() }).optional(),
        status: z.enum(["open", "paid", "canceled"]).optional(),
      },
      matches: (payment, filters) =>
        (filters.invoice === undefined || payment.invoice === filters.invoice) &&
        (filters.status === undefined || payment.status === filters.status) &&
        (filters.payment?.payment_intent === undefined ||
          payment.payment.payment_intent === filters.payment.payment_intent),
    }),
  ],
};
