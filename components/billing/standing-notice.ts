import { formatMoney } from "#server/kernel/money.ts";
import type { BillingState } from "#server/modules/billing/schema.ts";
import { formatDate } from "../format/time.ts";

const DAY_MS = 86_400_000;
/** From so many days before its end on a trial is spoken of; the last ones can't be put away. */
const TRIAL_NOTICE_DAYS = 7;
const LAST_DAYS = 3;

/** What every page of a workspace says of its plan. */
export interface StandingNotice {
  /** The same for as long as it says the same: who has put it away sees it again when something changes. */
  key: string;
  tone: "info" | "warning";
  title: string;
  text: string;
  /** What who may pay can do about it, and where. */
  action: string;
  href: string;
  isDismissible: boolean;
}

/** Where an open invoice is paid. */
export const INVOICES = "/settings/billing#invoices";
const BILLING = "/settings/billing";
const ASK = "Ask an owner or admin of the workspace.";
const AFTERWARDS = "After it the workspace goes on with what it has without a subscription; data is kept.";

/** @returns null where there is nothing to say on every page */
export function standingNotice(state: BillingState, now: Date, canPay: boolean): StandingNotice | null {
  const { basis, until, plan, subscription } = state;
  switch (basis) {
    case "grace":
      return {
        key: "grace",
        tone: "warning",
        title: "The last payment failed",
        text: `${canPay ? "Pay the open invoice or change the card" : "Ask an owner to pay"} before ${dateOf(until)}; after it the workspace is suspended.`,
        action: "Pay now",
        href: INVOICES,
        isDismissible: false,
      };
    case "sign_up_trial":
      return until === null
        ? null
        : trial(plan?.name ?? "your plan", until, now, {
            text: canPay ? "Choose a plan to go on after it; until then nothing is charged." : ASK,
            action: "Choose a plan",
          });
    case "subscription":
      return subscription === null ? null : ofSubscription(subscription, now);
    case "none":
      return {
        key: "none",
        tone: "warning",
        title: "This workspace has no plan",
        text: `Everything is kept. ${canPay ? "Choose a plan to work with it again." : ASK}`,
        action: "Choose a plan",
        href: BILLING,
        isDismissible: false,
      };
    case "granted":
    case "default_plan":
      return null;
    default:
      return basis satisfies never;
  }
}

function ofSubscription(
  {
    plan,
    status,
    cancelAt,
    trialEnd,
    amountMinor,
    currency,
    interval,
  }: NonNullable<BillingState["subscription"]>,
  now: Date,
): StandingNotice | null {
  const name = plan?.name ?? "Your plan";
  if (cancelAt) {
    return {
      key: `ends-${cancelAt}`,
      tone: "info",
      title: `${name} ends on ${formatDate(cancelAt)}`,
      text: AFTERWARDS,
      action: "Keep it",
      href: BILLING,
      isDismissible: true,
    };
  }
  if (status !== "trialing" || !trialEnd) return null;
  const price = `${formatMoney({ amountMinor, currency })}${interval ? ` per ${interval}` : ""}`;
  return trial(name, trialEnd, now, {
    text: `It then goes on for ${price}, unless it is cancelled before ${formatDate(trialEnd)}.`,
    action: "Go to billing",
  });
}

function trial(
  name: string,
  end: string,
  now: Date,
  { text, action }: Pick<StandingNotice, "text" | "action">,
): StandingNotice | null {
  const days = Math.ceil((Date.parse(end) - now.getTime()) / DAY_MS);
  if (days > TRIAL_NOTICE_DAYS) return null;
  return {
    key: `trial-${end}`,
    tone: days <= LAST_DAYS ? "warning" : "info",
    title: `The trial of ${name} ends ${inDays(days)}`,
    text,
    action,
    href: BILLING,
    isDismissible: days > LAST_DAYS,
  };
}

function inDays(days: number): string {
  if (days <= 1) return "within a day";
  return `in ${days} days`;
}

const dateOf = (at: string | null): string => (at ? formatDate(at) : "further notice");
