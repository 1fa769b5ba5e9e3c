import { z } from "zod";
import type { OwnersNotice } from "./mail-owners.ts";
import { creditGiven, disputeLost, disputeOpened, disputeWon, refundMade } from "./money-back-words.ts";

const Sum = z.object({ amount: z.number(), currency: z.string() });
const Dispute = Sum.extend({ status: z.string() });
const CreditNote = z.object({
  total: z.number(),
  currency: z.string(),
  number: z.string(),
  post_payment_amount: z.number(),
  out_of_band_amount: z.number().nullable(),
  refunds: z.array(z.object({ amount_refunded: z.number() })),
});

/** What the owner is told of money that goes back, or may. Null for news that nobody needs. */
export function moneyBackNoticeOf(type: string, object: unknown): OwnersNotice | null {
  switch (type) {
    case "refund.created":
      return refundMade(moneyOf(Sum.parse(object)));
    case "credit_note.created":
      return creditNoticeOf(CreditNote.parse(object));
    case "charge.dispute.created":
      return disputeOpened(moneyOf(Sum.parse(object)));
    case "charge.dispute.closed": {
      const dispute = Dispute.parse(object);
      return dispute.status === "lost" ? disputeLost(moneyOf(dispute)) : disputeWon(moneyOf(dispute));
    }
    default:
      return null;
  }
}

/** What a note sends back to the card is told with its refund. */
function creditNoticeOf(note: z.output<typeof CreditNote>): OwnersNotice | null {
  const toCard = note.refunds.reduce((sum, { amount_refunded }) => sum + amount_refunded, 0);
  const amountMinor = note.total - toCard;
  if (amountMinor <= 0) return null;
  const toBalance = note.post_payment_amount - toCard - (note.out_of_band_amount ?? 0);
  const invoice = note.number.replace(/-CN-\d+$/, "");
  return creditGiven({ amountMinor, currency: note.currency }, toBalance, invoice);
}

const moneyOf = ({ amount, currency }: z.output<typeof Sum>) => ({ amountMinor: amount, currency });
