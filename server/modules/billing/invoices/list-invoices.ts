import type { z } from "zod";
import type { Ctx } from "#server/kernel/ctx.ts";
import { query } from "#server/kernel/verb.ts";
import { findCustomer } from "../store.ts";
import { askingStripe } from "../stripe-outage.ts";
import { INVOICE_PARTS, moneyBackOf } from "./money-back-of.ts";
import { InvoiceList, ListInvoicesInput } from "./schema.ts";
import { viewInvoice } from "./view-invoice.ts";

/** What was invoiced, the newest first, by pages, as Stripe has it now. Drafts are not shown. */
export const listInvoices = query({
  verb: "invoice.list",
  permission: "billing:read",
  input: ListInvoicesInput,
  output: InvoiceList,
  run: ({ ctx, input }) => pageOfInvoices(ctx, input),
});

export async function pageOfInvoices(
  ctx: Ctx,
  { cursor, limit }: Pick<z.output<typeof ListInvoicesInput>, "cursor" | "limit">,
): Promise<z.input<typeof InvoiceList>> {
  const customer = await findCustomer(ctx.db);
  if (!customer) return { invoices: [], next: null };
  const { client } = ctx.ports.stripe;
  const [page, invoices] = await askingStripe(async () => {
    const found = await client.invoices.list({
      customer,
      limit,
      expand: INVOICE_PARTS.map((part) => `data.${part}`),
      ...(cursor ? { starting_after: cursor } : {}),
    });
    const shown = found.data.filter(({ status }) => status !== "draft");
    const moneyBack = await moneyBackOf(client, customer, shown);
    return [found, shown.map((invoice) => viewInvoice(invoice, moneyBack(invoice)))];
  });
  return { invoices, next: page.has_more ? (page.data.at(-1)?.id ?? null) : null };
}
