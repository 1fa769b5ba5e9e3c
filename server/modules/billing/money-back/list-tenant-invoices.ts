import { platformQuery } from "#server/kernel/verb.ts";
import { pageOfInvoices } from "../invoices/list-invoices.ts";
import { InvoiceList } from "../invoices/schema.ts";
import { namedTenantCtx } from "./named-tenant.ts";
import { InvoicesAsked } from "./schema.ts";

/** A tenant's invoices as its owner sees them, for the operator. */
export const listTenantInvoices = platformQuery({
  verb: "invoice.listOfTenant",
  access: "operator",
  input: InvoicesAsked,
  output: InvoiceList,
  run: async ({ ctx, input }) => pageOfInvoices(await namedTenantCtx(ctx, input.tenant), input),
});
