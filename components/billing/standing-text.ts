import { formatMoney } from "#server/kernel/money.ts";
import type { BillingState } from "#server/modules/billing/schema.ts";
import { formatDate } from "../format/time.ts";
import type { Tone } from "../ui/badge.tsx";

interface StandingText {
  badge: string;
  tone: Tone;
  /** What holds until when, in one sentence. */
  sentence: string;
}

type Subscription = NonNullable<BillingState["subscription"]>;

/** How a workspace stands with its plan, in words. */
export function standingText({ basis, until, subscription }: BillingState): StandingText {
  if (subscription && isPaused({ basis, subscription })) return paused(subscription);
  switch (basis) {
    case "subscription":
      return subscription ? subscribed(subscription) : { badge: "Active", tone: "positive", sentence: "" };
    case "grace":
      return {
        badge: "Payment failed",
        tone: "negative",
        sentence: `The last payment did not go through. Everything keeps working until ${dateOf(until)}; update the card before then.`,
      };
    case "granted":
      return {
        badge: "Agreed",
        tone: "positive",
        sentence: "This plan was agreed with you in person. There is nothing to pay here.",
      };
    case "default_plan":
      return {
        badge: "Free",
        tone: "neutral",
        sentence: "No payment needed. Choose a plan below when you need more room.",
      };
    case "sign_up_trial":
      return {
        badge: "Trial",
        tone: "accent",
        sentence: `Free to try until ${dateOf(until)}. Choose a plan to go on after it.`,
      };
    case "none":
      return {
        badge: "No plan",
        tone: "warning",
        sentence: "Your data is kept. Choose a plan to work with it again.",
      };
    default:
      return basis satisfies never;
  }
}

/** Paused, and nothing else carries the workspace's plan. */
export const isPaused = ({ basis, subscription }: Pick<BillingState, "basis" | "subscription">): boolean =>
  subscription?.status === "paused" && basis !== "granted";

function paused({ plan }: Subscription): StandingText {
  return {
    badge: "Paused",
    tone: "warning",
    sentence: `${plan?.name ?? "The plan"} is paused and nothing is charged. Resume it, and a new period begins.`,
  };
}

function subscribed({
  status,
  cancelAt,
  trialEnd,
  currentPeriodEnd,
  interval,
  amountMinor,
  planAmountMinor,
  currency,
}: Subscription): StandingText {
  const extras = amountMinor === planAmountMinor ? "" : " with add-ons";
  const price = `${formatMoney({ amountMinor, currency })}${interval ? ` per ${interval}` : ""}${extras}`;
  if (cancelAt)
    return {
      badge: "Ending",
      tone: "warning",
      sentence: `Cancelled. Everything keeps working until ${formatDate(cancelAt)}.`,
    };
  if (status === "trialing") {
    return {
      badge: "Trial",
      tone: "accent",
      sentence: `Free until ${dateOf(trialEnd ?? currentPeriodEnd)}, then ${price}.`,
    };
  }
  return {
    badge: "Active",
    tone: "positive",
    sentence: `${price}, renews on ${formatDate(currentPeriodEnd)}.`,
  };
}

const dateOf = (at: string | null): string => (at ? formatDate(at) : "further notice");
