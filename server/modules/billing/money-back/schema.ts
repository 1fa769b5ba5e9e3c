import { z } from "zod";
import { DISPUTE_STATES, Invoice, InvoiceId, ListInvoicesInput } from "../invoices/schema.ts";
import { Moment } from "../schema.ts";

/** By slug or id. */
const Tenant = z.string().min(1).max(64);

/** In the currency's minor unit. */
const Amount = z.number().int().min(1, "An amount is at least 1.").max(99_999_999);

/** Names a request, so that sending it again does nothing again. */
const IdempotencyKey = z
  .string("Send a header Idempotency-Key, the same when you send a request again.")
  .regex(/^[\x21-\x7e]{8,255}$/, "An Idempotency-Key has 8 to 255 visible ASCII characters.");

/** What becomes of the subscription that an invoice was for. */
const SUBSCRIPTION_FATES = ["keep", "end_with_period", "end_now"] as const;
export type SubscriptionFate = (typeof SUBSCRIPTION_FATES)[number];

export const RefundAsked = z.strictObject({
  tenant: Tenant,
  invoiceId: InvoiceId,
  idempotencyKey: IdempotencyKey,
  /** All that is left when left out. */
  amountMinor: Amount.optional(),
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]),
  subscription: z.enum(SUBSCRIPTION_FATES).default("keep"),
});
export type RefundAsked = z.output<typeof RefundAsked>;

export const Refunded = z.object({
  invoice: Invoice,
  /** What this request gave back: a refund for each payment that it came from. */
  refunds: z.array(z.object({ id: z.string(), amountMinor: z.number().int(), status: z.string() })),
  /** What could still be refunded. */
  leftMinor: z.number().int(),
  subscription: z.enum(SUBSCRIPTION_FATES),
});

/** Where that part of a credit goes that was paid already. */
const CREDIT_WAYS = ["balance", "card", "out_of_band"] as const;

const CreditTerms = z.strictObject({
  tenant: Tenant,
  invoiceId: InvoiceId,
  /** Taxes included. Either this or `lines`. */
  amountMinor: Amount.optional(),
  /** Parts of lines of the invoice, before their discounts and taxes, which follow in proportion. */
  lines: z
    .array(z.strictObject({ lineId: z.string().regex(/^il_[A-Za-z0-9_]{1,250}$/), amountMinor: Amount }))
    .min(1)
    .max(50)
    .optional(),
  to: z.enum(CREDIT_WAYS).default("balance"),
  reason: z.enum(["duplicate", "fraudulent", "order_change", "product_unsatisfactory"]).optional(),
  /** Printed on the credit note. */
  memo: z.string().trim().min(1).max(1000).optional(),
});

const ONE_OF = "Give either amountMinor or lines.";
const hasOne = ({ amountMinor, lines }: { amountMinor?: unknown; lines?: unknown }) =>
  (amountMinor === undefined) !== (lines === undefined);

export const CreditPreviewAsked = CreditTerms.refine(hasOne, { error: ONE_OF, path: ["amountMinor"] });
export const CreditAsked = CreditTerms.extend({ idempotencyKey: IdempotencyKey }).refine(hasOne, {
  error: ONE_OF,
  path: ["amountMinor"],
});
export type CreditPreviewAsked = z.output<typeof CreditPreviewAsked>;
export type CreditAsked = z.output<typeof CreditAsked>;

export const CreditNote = z.object({
  /** Null in a preview. */
  id: z.string().nullable(),
  number: z.string().nullable(),
  currency: z.string(),
  totalMinor: z.number().int(),
  /** What is no longer owed. */
  unowedMinor: z.number().int(),
  toBalanceMinor: z.number().int(),
  toCardMinor: z.number().int(),
  outOfBandMinor: z.number().int(),
  lines: z.array(z.object({ description: z.string(), amountMinor: z.number().int() })),
  pdfUrl: z.url().nullable(),
});
export type CreditNote = z.output<typeof CreditNote>;

export const Dispute = z.object({
  id: z.string(),
  state: z.enum(DISPUTE_STATES),
  /** Stripe's word, which says more: `needs_response`, `under_review`, … */
  status: z.string(),
  /** The bank's, e.g. `fraudulent`, `product_not_received`. */
  reason: z.string(),
  amountMinor: z.number().int(),
  currency: z.string(),
  invoiceId: z.string().nullable(),
  /** Without evidence until then it is lost. */
  answerBy: Moment.nullable(),
  hasEvidence: z.boolean(),
  isSubmitted: z.boolean(),
  createdAt: Moment,
});
export type Dispute = z.output<typeof Dispute>;
export const DisputeList = z.array(Dispute);
export const DisputesAsked = z.strictObject({ tenant: Tenant });

export const InvoicesAsked = ListInvoicesInput.extend({ tenant: Tenant });

const DisputeId = z.string().regex(/^(?:dp|du)_[A-Za-z0-9_]{1,250}$/, "This is no dispute's id.");
const Text = z.string().trim().min(1).max(20_000).optional();

export const AcceptDisputeAsked = z.strictObject({
  tenant: Tenant,
  disputeId: DisputeId,
  idempotencyKey: IdempotencyKey,
});
export type AcceptDisputeAsked = z.output<typeof AcceptDisputeAsked>;

export const AnswerDisputeAsked = AcceptDisputeAsked.extend({
  evidence: z.strictObject({
    access_activity_log: Text,
    cancellation_policy_disclosure: Text,
    cancellation_rebuttal: Text,
    customer_email_address: Text,
    customer_name: Text,
    product_description: Text,
    refund_policy_disclosure: Text,
    refund_refusal_explanation: Text,
    service_date: Text,
    uncategorized_text: Text,
  }),
  /** Sends it to the bank, once and for all; without it the evidence is kept at Stripe for later. */
  isFinal: z.boolean().default(false),
});
export type AnswerDisputeAsked = z.output<typeof AnswerDisputeAsked>;
