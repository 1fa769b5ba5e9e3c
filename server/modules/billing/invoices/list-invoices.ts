import { query } from "#server/kernel/verb.ts";
import { findCustomer } from "../store.ts";
import { askingStripe } from "../stripe-outage.ts";
import { InvoiceList, ListInvoicesInput } from "./schema.ts";
import { viewInvoice } from "./view-invoice.ts";

/** What was invoiced, the newest first, by pages, as Stripe has it now. Drafts are not shown. */
export const listInvoices = query({
  verb: "invoice.list",
  permission: "billing:read",
  input: ListInvoicesInput,
  output: InvoiceList,
  async run({ ctx, input: { cursor, limit } }) {
    const customer = await findCustomer(ctx.db);
    if (!customer) return { invoices: [], next: null };
    const page = await askingStripe(() =>
      ctx.ports.stripe.client.invoices.list({
        customer,
        limit,
        ...(cursor ? { starting_after: cursor } : {}),
      }),
    );
    const invoices = page.data.filter(({ status }) => status !== "draft").map(viewInvoice);
    return { invoices, next: page.has_more ? (page.data.at(-1)?.id ?? null) : null };
  },
});
