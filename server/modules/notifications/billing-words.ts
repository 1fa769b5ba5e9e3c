import { formatMoney, type Money } from "#server/kernel/money.ts";
import type { ReminderStep } from "../billing/index.ts";
import type { OwnersNotice } from "./mail-owners.ts";

const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

const MOMENT = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });

/** The parts of Stripe's invoice that a mail speaks of. */
export interface InvoiceNews {
  amountMinor: number;
  currency: string;
  /** Stripe's page, where it can be paid. */
  url: string | null;
}

export function paymentFailed(invoice: InvoiceNews, lastDay: Date): OwnersNotice {
  return {
    subject: `A payment of ${formatMoney(invoice)} did not go through`,
    text: [
      `The card was refused. Everything keeps working until ${DATE.format(lastDay)}; after that the workspace can be read but not changed, and bots open nothing new.`,
      payHere(invoice, "Pay now"),
      "Or use another card:",
    ].join("\n\n"),
  };
}

export function confirmationNeeded(invoice: InvoiceNews): OwnersNotice {
  return {
    subject: `Your bank asks you to confirm a payment of ${formatMoney(invoice)}`,
    text: [payHere(invoice, "Confirm it here"), "Your plan and its invoices:"].join("\n\n"),
  };
}

export function trialEnding(
  endsAt: Date,
  price: { amountMinor: number; currency: string } | null,
): OwnersNotice {
  const then = price && price.amountMinor > 0 ? ` Then ${formatMoney(price)} is charged to your card.` : "";
  return {
    subject: `Your trial ends on ${DATE.format(endsAt)}`,
    text: `Until then everything is free.${then}\n\nChange or cancel the plan at any time before:`,
  };
}

const payHere = ({ url }: InvoiceNews, verb: string): string =>
  url ? `${verb}: ${url}` : `${verb} in the workspace.`;

export function renewalAhead(money: Money, at: Date): OwnersNotice {
  return {
    subject: `Your plan renews on ${DATE.format(at)} for ${formatMoney(money)}`,
    text: "It is charged to your card by itself. Change or cancel the plan at any time before:",
  };
}

export function invoiceDue(invoice: InvoiceNews, due: Date | null, isOverdue: boolean): OwnersNotice {
  const money = formatMoney(invoice);
  const when = due ? ` on ${DATE.format(due)}` : "";
  return {
    subject: isOverdue ? `An invoice of ${money} is overdue` : `An invoice of ${money} is due${when}`,
    text: [
      isOverdue ? `It was due${when}.` : "It is not charged by itself.",
      payHere(invoice, "Pay it here"),
      "Your plan and its invoices:",
    ].join("\n\n"),
  };
}

export const taxIdRefused = (value: string): OwnersNotice => ({
  subject: "Your tax ID could not be verified",
  text: `The register does not know ${value} under your name and address, so taxes are added to your invoices. Correct it in the billing portal:`,
});

/** Where a debt stands when its owner is reminded of it. */
export function paymentReminder(step: ReminderStep, owed: InvoiceNews, until: Date): OwnersNotice {
  const money = formatMoney(owed);
  return {
    subject: step === "last_day" ? `Last day: ${money} is still open` : `Reminder: ${money} is still open`,
    text: [
      `A payment has failed and was not made up for yet. Everything keeps working until ${MOMENT.format(until)} UTC; after that the workspace can be read but not changed, and bots open nothing new.`,
      payHere(owed, "Pay now"),
      "Or use another card:",
    ].join("\n\n"),
  };
}

export const debtPaid = (): OwnersNotice => ({
  subject: "Your payment arrived",
  text: "Nothing is owed any more, and everything goes on as before. Your plan and its invoices:",
});

export const debtEnded = (): OwnersNotice => ({
  subject: "Your plan has ended unpaid",
  text: "The payment was not made up for, so the plan is over and is not charged again. What is yours is kept. Choose a plan to go on:",
});

/** A suspension for a debt, with the debt where Stripe answered. */
export const unpaidWords = (owed: InvoiceNews | null): string =>
  owed
    ? `A payment of ${formatMoney(owed)} has failed and was not made up for in time.\n\n${payHere(owed, "Pay now")}\n\nEverything goes on by itself once it is paid.`
    : "A payment has failed and was not made up for in time. Settle the open invoice, and everything goes on by itself.";
