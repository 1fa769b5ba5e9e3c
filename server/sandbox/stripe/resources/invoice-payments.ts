import { z } from "zod";
import { invoicePayments } from "../core/collections.ts";
import { list } from "../core/list.ts";
import { type Resource, retrieve } from "../core/operation.ts";
import { text } from "../core/params.ts";

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
