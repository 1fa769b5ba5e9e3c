import { z } from "zod";
import { Moment } from "../schema.ts";

export const INVOICE_STATUSES = ["draft", "open", "paid", "void", "uncollectible"] as const;

/** `open` until the bank has decided. Source: Stripe's eight statuses of a dispute. */
export const DISPUTE_STATES = ["open", "won", "lost"] as const;
export type DisputeState = (typeof DISPUTE_STATES)[number];

/** An invoice as its payer reads it. Amounts in the currency's minor unit. */
export const Invoice = z.object({
  id: z.string(),
  /** Null until it is final. */
  number: z.string().nullable(),
  status: z.enum(INVOICE_STATUSES),
  currency: z.string(),
  totalMinor: z.number().int(),
  taxMinor: z.number().int(),
  paidMinor: z.number().int(),
  /** What is still to be paid. */
  dueMinor: z.number().int(),
  /** What went back to the card. */
  refundedMinor: z.number().int(),
  /** What credit notes took off it, or added to the balance; not what they sent back to the card. */
  creditedMinor: z.number().int(),
  /** The cardholder's bank was asked to take the payment back. */
  dispute: z.enum(DISPUTE_STATES).nullable(),
  createdAt: Moment,
  dueAt: Moment.nullable(),
  paidAt: Moment.nullable(),
  /** Stripe's page, where an open invoice is paid. */
  url: z.url().nullable(),
  pdfUrl: z.url().nullable(),
});
export type Invoice = z.output<typeof Invoice>;

const InvoiceLine = z.object({
  description: z.string(),
  quantity: z.number().nullable(),
  amountMinor: z.number().int(),
  periodStart: Moment,
  periodEnd: Moment,
});

export const InvoiceDetail = Invoice.extend({ lines: z.array(InvoiceLine) });
export type InvoiceDetail = z.output<typeof InvoiceDetail>;

export const InvoiceId = z.string().regex(/^in_[A-Za-z0-9_]{1,250}$/, "This is no invoice's id.");

export const GetInvoiceInput = z.strictObject({ invoiceId: InvoiceId });

export const ListInvoicesInput = z.strictObject({
  /** `next` of the page before. */
  cursor: InvoiceId.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(12),
});

export const InvoiceList = z.object({ invoices: z.array(Invoice), next: z.string().nullable() });

/** The invoice to come, if nothing changes; null when none will. */
export const NextInvoice = z
  .object({
    at: Moment,
    currency: z.string(),
    dueMinor: z.number().int(),
    /** What codes take off, and what taxes add; both are in `dueMinor`. */
    discountMinor: z.number().int(),
    taxMinor: z.number().int(),
    /** What credit takes off (below zero) or an old debt adds; in `dueMinor`, too. */
    balanceMinor: z.number().int(),
    lines: z.array(InvoiceLine),
  })
  .nullable();
export type NextInvoice = z.output<typeof NextInvoice>;
