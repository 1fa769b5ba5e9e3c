import { query } from "#server/kernel/verb.ts";
import { askingStripe } from "../stripe-outage.ts";
import { readInvoice } from "./read-invoice.ts";
import { GetInvoiceInput, InvoiceDetail } from "./schema.ts";
import { viewInvoice, viewLines } from "./view-invoice.ts";

/** One invoice with its lines. Another customer's does not exist here. */
export const getInvoice = query({
  verb: "invoice.get",
  permission: "billing:read",
  input: GetInvoiceInput,
  output: InvoiceDetail,
  async run({ ctx, input: { invoiceId } }) {
    const { invoice, moneyBack } = await askingStripe(() => readInvoice(ctx, invoiceId));
    return { ...viewInvoice(invoice, moneyBack), lines: viewLines(invoice.lines) };
  },
});
