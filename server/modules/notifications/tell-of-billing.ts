import { z } from "zod";
import type { Subscriber } from "#server/kernel/background.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import { catalogueOf, readStripeEvent } from "../billing/index.ts";
import {
  confirmationNeeded,
  type InvoiceNews,
  invoiceDue,
  paymentFailed,
  renewalAhead,
  taxIdRefused,
  trialEnding,
} from "./billing-words.ts";
import { mailOwners, type OwnersNotice } from "./mail-owners.ts";
import { moneyBackNoticeOf } from "./money-back-notices.ts";

const DAY_MS = 86_400_000;
const LONG_PERIOD_SECONDS = 60 * 86_400;

const Invoice = z.object({
  amount_due: z.number(),
  currency: z.string(),
  hosted_invoice_url: z.string().nullish(),
  billing_reason: z.string().nullable(),
  due_date: z.number().nullish(),
  status_transitions: z.object({ finalized_at: z.number().nullable() }),
});
const Upcoming = z.object({
  amount_due: z.number(),
  currency: z.string(),
  next_payment_attempt: z.number().nullable(),
  lines: z.object({
    data: z.array(z.object({ period: z.object({ start: z.number(), end: z.number() }) })),
  }),
});
const TaxId = z.object({ value: z.string(), verification: z.object({ status: z.string() }).nullish() });
const Subscription = z.object({
  trial_end: z.number().nullable(),
  cancel_at: z.number().nullable(),
  currency: z.string(),
  items: z.object({
    data: z.array(
      z.object({ quantity: z.number().optional(), price: z.object({ unit_amount: z.number().nullable() }) }),
    ),
  }),
});

/**
 * Tells owners and admins what of their payments needs them: refused, to be confirmed, about to begin, or given back. Each event of
 * Stripe's is told once; what the operator replays is no news.
 */
export const tellOfBilling: Subscriber = {
  name: "tell-of-billing",
  events: ["stripe.eventReceived"],
  async run(ports, event) {
    if (event.isReplay) return;
    const said = await readStripeEvent(ports, String(event.stripeEventId));
    const notice = said && noticeOf(ports, said);
    if (notice) await mailOwners(ports, event, notice, "/settings/billing", ["owner", "admin"]);
  },
};

type Said = NonNullable<Awaited<ReturnType<typeof readStripeEvent>>>;

function noticeOf(ports: Ports, { type, object }: Said): OwnersNotice | null {
  switch (type) {
    case "invoice.payment_failed": {
      const invoice = Invoice.parse(object);
      const { finalized_at } = invoice.status_transitions;
      // Of a checkout or a change of plan the person who pays hears on the spot, and nothing of theirs is at stake.
      if (invoice.billing_reason !== "subscription_cycle" || finalized_at === null) return null;
      const lastDay = new Date(finalized_at * 1000 + catalogueOf(ports).graceDays * DAY_MS);
      return paymentFailed(newsOf(invoice), lastDay);
    }
    case "invoice.payment_action_required":
      return confirmationNeeded(newsOf(Invoice.parse(object)));
    case "customer.subscription.trial_will_end": {
      const { trial_end, cancel_at, currency, items } = Subscription.parse(object);
      if (trial_end === null || cancel_at !== null) return null;
      const amount = items.data.reduce(
        (sum, { price, quantity }) => sum + (price.unit_amount ?? 0) * (quantity ?? 1),
        0,
      );
      return trialEnding(new Date(trial_end * 1000), { amountMinor: amount, currency });
    }
    case "invoice.upcoming":
      return renewalNoticeOf(Upcoming.parse(object));
    case "invoice.will_be_due":
    case "invoice.overdue": {
      const invoice = Invoice.parse(object);
      const due = invoice.due_date ? new Date(invoice.due_date * 1000) : null;
      return invoiceDue(newsOf(invoice), due, type === "invoice.overdue");
    }
    case "customer.tax_id.updated": {
      const { value, verification } = TaxId.parse(object);
      return verification?.status === "unverified" ? taxIdRefused(value) : null;
    }
    default:
      return moneyBackNoticeOf(type, object);
  }
}

/** Whoever pays each month knows; whoever pays once a year has forgotten. */
function renewalNoticeOf({ amount_due, currency, next_payment_attempt, lines }: z.output<typeof Upcoming>) {
  const isLong = lines.data.some(({ period }) => period.end - period.start > LONG_PERIOD_SECONDS);
  if (!isLong || amount_due <= 0 || next_payment_attempt === null) return null;
  return renewalAhead({ amountMinor: amount_due, currency }, new Date(next_payment_attempt * 1000));
}

const newsOf = ({ amount_due, currency, hosted_invoice_url }: z.output<typeof Invoice>): InvoiceNews => ({
  amountMinor: amount_due,
  currency,
  url: hosted_invoice_url ?? null,
});
