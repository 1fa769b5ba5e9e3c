import type Stripe from "stripe";
import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError, fieldError } from "#server/kernel/errors.ts";
import { readInvoice } from "../invoices/read-invoice.ts";
import { leftToCredit, leftToRefund, mustBeLeft, mustBeRefundable } from "./left-to-return.ts";
import type { CreditNote, CreditPreviewAsked } from "./schema.ts";

/** Stripe wants to be told how what was paid is given back, to the last cent; so the total is worked out first. */
export async function draftNote(
  ctx: Ctx,
  { invoiceId, amountMinor, lines, to, reason, memo }: Omit<CreditPreviewAsked, "tenant">,
): Promise<Stripe.CreditNoteCreateParams> {
  const read = await readInvoice(ctx, invoiceId);
  const { invoice } = read;
  if (invoice.status === "draft" || invoice.status === "void") {
    throw new AppError(
      "unprocessable",
      `A credit note needs a final invoice; this one is ${invoice.status}.`,
      {
        reason: "not_final",
      },
    );
  }
  const total = amountMinor ?? (await totalOf(ctx.ports.stripe.client, invoiceId, lines ?? []));
  mustBeLeft(total, leftToCredit(read), invoice);
  const paidPart = total - (invoice.status === "paid" ? 0 : Math.min(total, invoice.amount_remaining));
  if (to === "card" && paidPart > 0) {
    mustBeRefundable(read);
    mustBeLeft(paidPart, leftToRefund(read), invoice);
  }
  return {
    invoice: invoiceId,
    ...(lines ? { lines: lines.map(creditLine) } : { amount: total }),
    ...(paidPart > 0 ? { [WAY[to]]: paidPart } : {}),
    ...(reason ? { reason } : {}),
    ...(memo ? { memo } : {}),
  };
}

const creditLine = ({ lineId, amountMinor }: { lineId: string; amountMinor: number }) => ({
  type: "invoice_line_item" as const,
  invoice_line_item: lineId,
  amount: amountMinor,
});

const WAY = { balance: "credit_amount", card: "refund_amount", out_of_band: "out_of_band_amount" } as const;

async function totalOf(
  stripe: Stripe,
  invoiceId: string,
  asked: readonly { lineId: string; amountMinor: number }[],
): Promise<number> {
  const lines = await stripe.invoices
    .listLineItems(invoiceId, { limit: 100 })
    .autoPagingToArray({ limit: 1000 });
  const parts = asked.map(({ lineId, amountMinor }, index) => {
    const line = lines.find(({ id }) => id === lineId);
    if (!line) throw fieldError(`lines.${index}.lineId`, "This invoice has no such line.");
    if (amountMinor > line.amount) {
      throw fieldError(`lines.${index}.amountMinor`, `This line comes to ${line.amount}.`, {
        reason: "more_than_left",
        leftMinor: line.amount,
      });
    }
    const share = (amount: number) => Math.round((amount * amountMinor) / line.amount);
    const off = (line.discount_amounts ?? []).reduce((sum, { amount }) => sum + share(amount), 0);
    const added = (line.taxes ?? [])
      .filter(({ tax_behavior }) => tax_behavior === "exclusive")
      .reduce((sum, { amount }) => sum + share(amount), 0);
    return amountMinor - off + added;
  });
  return parts.reduce((sum, part) => sum + part, 0);
}

export function viewNote(
  note: Stripe.CreditNote,
  asked: Pick<Stripe.CreditNoteCreateParams, "refund_amount"> = {},
): CreditNote {
  const toCard =
    asked.refund_amount ?? note.refunds.reduce((sum, { amount_refunded }) => sum + amount_refunded, 0);
  const outOfBand = note.out_of_band_amount ?? 0;
  return {
    id: note.id,
    number: note.number,
    currency: note.currency,
    totalMinor: note.total,
    unowedMinor: note.pre_payment_amount,
    toBalanceMinor: note.post_payment_amount - toCard - outOfBand,
    toCardMinor: toCard,
    outOfBandMinor: outOfBand,
    lines: note.lines.data.map(({ description, amount }) => ({
      description: description ?? "",
      amountMinor: amount,
    })),
    pdfUrl: note.pdf,
  };
}
