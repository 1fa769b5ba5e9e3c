import { formatMoney, type Money } from "#server/kernel/money.ts";
import type { OwnersNotice } from "./mail-owners.ts";

export const refundMade = (money: Money): OwnersNotice => ({
  subject: `${formatMoney(money)} was refunded`,
  text: "It goes back to the card that it was paid with. Banks take five to ten days to show it. Your invoices:",
});

/** @param toBalanceMinor what is taken off invoices to come; the rest of the note was not paid yet, or went elsewhere */
export function creditGiven(money: Money, toBalanceMinor: number, invoice: string): OwnersNotice {
  const toBalance = formatMoney({ ...money, amountMinor: toBalanceMinor });
  return {
    subject: `A credit of ${formatMoney(money)}`,
    text: `Invoice ${invoice} was lowered.${toBalanceMinor > 0 ? ` ${toBalance} is taken off your next invoices.` : ""} Your invoices:`,
  };
}

export const disputeOpened = (money: Money): OwnersNotice => ({
  subject: `A payment of ${formatMoney(money)} was disputed`,
  text: "Somebody asked the bank of your card to take this payment back. Nothing changes until the bank has decided. If it was a mistake, ask the bank to withdraw the dispute. Should it be decided against us, a plan whose present period was paid with it ends at once. Your invoices:",
});

export const disputeWon = (money: Money): OwnersNotice => ({
  subject: `The dispute over ${formatMoney(money)} is settled`,
  text: "The payment stands, and everything goes on as before. Your invoices:",
});

export const disputeLost = (money: Money): OwnersNotice => ({
  subject: `A payment of ${formatMoney(money)} was charged back`,
  text: "The bank has given it back to the holder of the card. If it was for the present period, the plan has ended and is not charged again; what is yours is kept. Choose a plan to go on:",
});

/** What the operator hears: which workspace, what about, and what can be done. */
interface OperatorCase {
  tenant: string;
  money: Money;
}

export const disputeForOperators = (
  { tenant, money }: OperatorCase,
  { id, reason, answerBy }: { id: string; reason: string; answerBy: Date | null },
): OwnersNotice => ({
  subject: `${tenant} disputes ${formatMoney(money)}`,
  text: `The bank says: ${reason}. The money is with the bank. ${answerBy ? `Without an answer by ${answerBy.toISOString()} it is lost.` : ""}\n\nAnswer: POST /api/v1/admin/tenants/${tenant}/disputes/${id}/evidence\nGive up: POST /api/v1/admin/tenants/${tenant}/disputes/${id}/accept`,
});

export const disputeClosedForOperators = (
  { tenant, money }: OperatorCase,
  { id, status }: { id: string; status: string },
): OwnersNotice => ({
  subject: `The dispute of ${tenant} over ${formatMoney(money)} is ${status}`,
  text: `${status === "lost" ? "A subscription whose present period the payment was for has ended; any other goes on." : "Access was never touched."}\n\n${id}`,
});

export const refundFailedForOperators = ({ tenant, money }: OperatorCase, id: string): OwnersNotice => ({
  subject: `A refund of ${formatMoney(money)} to ${tenant} failed`,
  text: `The bank did not take it, and the money is back on your Stripe balance. Agree on another way with the owner.\n\n${id}`,
});

export const overpaidForOperators = ({ tenant, money }: OperatorCase, id: string): OwnersNotice => ({
  subject: `${tenant} paid an invoice of ${formatMoney(money)} more than once`,
  text: `Refund what is too much: POST /api/v1/admin/tenants/${tenant}/invoices/${id}/refund`,
});
