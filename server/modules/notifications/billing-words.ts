import { formatMoney } from "#server/kernel/money.ts";
import type { OwnersNotice } from "./mail-owners.ts";

const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

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
