import {
  acceptDispute,
  answerDispute,
  creditInvoice,
  listDisputes,
  listTenantInvoices,
  previewCredit,
  refundInvoice,
} from "#server/modules/billing/index.ts";
import { type Route, route } from "../route.ts";

/** What the operator does about a tenant's money. Changes ask for the header `Idempotency-Key`. */
export const adminBillingRoutes: readonly Route[] = [
  route("GET", "/admin/tenants/{tenant}/invoices", listTenantInvoices),
  route("POST", "/admin/tenants/{tenant}/invoices/{invoiceId}/refund", refundInvoice),
  route("POST", "/admin/tenants/{tenant}/invoices/{invoiceId}/credit-note", creditInvoice, 201),
  route("POST", "/admin/tenants/{tenant}/invoices/{invoiceId}/credit-note/preview", previewCredit),
  route("GET", "/admin/tenants/{tenant}/disputes", listDisputes),
  route("POST", "/admin/tenants/{tenant}/disputes/{disputeId}/evidence", answerDispute),
  route("POST", "/admin/tenants/{tenant}/disputes/{disputeId}/accept", acceptDispute),
];
