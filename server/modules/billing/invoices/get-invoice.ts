import { AppError } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { findCustomer } from "../store.ts";
import { askingStripe, missing } from "../stripe-outage.ts";
import { idOf } from "../stripe-values.ts";
import { GetInvoiceInput, InvoiceDetail } from "./schema.ts";
import { viewInvoice, viewLines } from "./view-invoice.ts";

/** One invoice with its lines. Another customer's does not exist here. */
export const getInvoice = query({
  verb: "invoice.get",
  permission: "billing:read",
  input: GetInvoiceInput,
  output: InvoiceDetail,
  async run({ ctx, input: { invoiceId } }) {
    const customer = await findCustomer(ctx.db);
    if (!customer) throw unknown();
    const invoice = await askingStripe(() =>
      ctx.ports.stripe.client.invoices.retrieve(invoiceId).catch(missing),
    );
    if (!invoice || idOf(invoice.customer) !== customer) throw unknown();
    return { ...viewInvoice(invoice), lines: viewLines(invoice.lines) };
  },
});

const unknown = () => new AppError("not_found", "This invoice was not found.");
