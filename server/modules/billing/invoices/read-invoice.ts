import type Stripe from "stripe";
import type { Ctx } from "#server/kernel/ctx.ts";
import { notFound } from "#server/kernel/errors.ts";
import { findCustomer } from "../store.ts";
import { missing } from "../stripe-outage.ts";
import { idOf } from "../stripe-values.ts";
import { INVOICE_PARTS, type MoneyBack, moneyBackOf } from "./money-back-of.ts";

export interface InvoiceRead {
  invoice: Stripe.Invoice;
  customer: string;
  moneyBack: MoneyBack;
}

/** @throws AppError `not_found` for what is not there, or is another customer's */
export async function readInvoice(ctx: Ctx, invoiceId: string): Promise<InvoiceRead> {
  const customer = await findCustomer(ctx.db);
  if (!customer) throw notFound("This invoice");
  const { client } = ctx.ports.stripe;
  const invoice = await client.invoices.retrieve(invoiceId, { expand: INVOICE_PARTS }).catch(missing);
  if (!invoice || idOf(invoice.customer) !== customer) throw notFound("This invoice");
  const moneyBack = await moneyBackOf(client, customer, [invoice]);
  return { invoice, customer, moneyBack: moneyBack(invoice) };
}
