import type { AddOn, Catalogue, CataloguePlan } from "./catalogue/catalogue-schema.ts";
import type { StandingBasis, SubscribedAddOn, SubscribedOverage, SubscriptionStatus } from "./schema.ts";

export type { SubscribedAddOn } from "./schema.ts";

const DAY_MS = 86_400_000;
/** Stripe Checkout takes no trial that ends sooner. */
const MIN_TRIAL_MS = 2 * DAY_MS + 3_600_000;

export interface SubscriptionRow {
  id: string;
  plan: string | null;
  interval: string | null;
  currency: string;
  amountMinor: number;
  status: SubscriptionStatus;
  currentPeriodStart: Date;
  currentPeriodEnd: Date;
  trialEnd: Date | null;
  cancelAt: Date | null;
  endedAt: Date | null;
  pastDueSince: Date | null;
  startedAt: Date;
  scheduledPlan: string | null;
  scheduledInterval: string | null;
  scheduledAt: Date | null;
  isChangePending: boolean;
  addOns: readonly SubscribedAddOn[];
  /** Empty while nothing is sold beyond the plan. */
  overage: readonly SubscribedOverage[];
}

export type Access = { kind: "on" } | { kind: "grace"; until: Date } | { kind: "off" };

/**
 * Which of Stripe's eight statuses open the paid plan. An end that is only scheduled changes nothing yet.
 * @param graceUntil the operator's own word, where it reaches further than `graceDays`
 */
export function accessOf(
  { status, pastDueSince, currentPeriodStart }: SubscriptionRow,
  graceDays: number,
  now: Date,
  graceUntil: Date | null = null,
): Access {
  switch (status) {
    case "trialing":
    case "active":
      return { kind: "on" };
    case "past_due": {
      const ends = (pastDueSince ?? currentPeriodStart).getTime() + graceDays * DAY_MS;
      return graceTo(new Date(Math.max(ends, graceUntil?.getTime() ?? 0)), now);
    }
    case "unpaid":
      return graceUntil ? graceTo(graceUntil, now) : { kind: "off" };
    case "incomplete":
    case "incomplete_expired":
    case "canceled":
    case "paused":
      return { kind: "off" };
    default:
      return status satisfies never;
  }
}

const graceTo = (until: Date, now: Date): Access =>
  now < until ? { kind: "grace", until } : { kind: "off" };

/** A subscription that Stripe still runs or may revive: no second one is sold beside it. */
export function isLive({ status }: { status: string }): boolean {
  return status !== "canceled" && status !== "incomplete_expired";
}

export interface Standing {
  plan: CataloguePlan | null;
  basis: StandingBasis;
  until: Date | null;
  /** What is paid for beside the plan, wherever the plan comes from. */
  addOns: readonly { addOn: AddOn; quantity: number }[];
}

export interface BillingFacts {
  subscriptions: readonly SubscriptionRow[];
  tenantCreatedAt: Date;
  trialUsedAt: Date | null;
  /** The plan that the operator gives, without Stripe. */
  grantedPlan: string | null;
  graceUntil: Date | null;
}

/**
 * The plan a tenant stands on: the best of its paid subscriptions and the operator's grant; else the catalogue's default
 * plan; else, in a catalogue that gives nothing away, the sign-up trial while it lasts and no subscription was ever begun; else none.
 */
export function standingOf(catalogue: Catalogue, facts: BillingFacts, now: Date): Standing {
  const rank = (plan: CataloguePlan) => catalogue.plans.indexOf(plan);
  const paid = facts.subscriptions
    .flatMap((row) => {
      const plan = catalogue.plans.find(({ key }) => key === row.plan);
      const access = accessOf(row, catalogue.graceDays, now, facts.graceUntil);
      return plan && access.kind !== "off" ? [{ plan, access, row }] : [];
    })
    .toSorted((a, b) => rank(b.plan) - rank(a.plan));
  const [best] = paid;
  const addOns = addOnsOf(
    catalogue,
    paid.map(({ row }) => row),
  );
  const granted = catalogue.plans.find(({ key }) => key === facts.grantedPlan);
  if (granted && (!best || rank(granted) > rank(best.plan))) {
    return { plan: granted, basis: "granted", until: null, addOns };
  }
  if (best) {
    const isGrace = best.access.kind === "grace";
    const until = best.access.kind === "grace" ? best.access.until : best.row.cancelAt;
    return { plan: best.plan, basis: isGrace ? "grace" : "subscription", until, addOns };
  }
  const free = catalogue.plans.find(({ key }) => key === catalogue.defaultPlan);
  if (free) return { plan: free, basis: "default_plan", until: null, addOns };
  const trial = signUpTrialOf(catalogue, facts);
  if (trial && now < trial.until) return { ...trial, basis: "sign_up_trial", addOns };
  return { plan: null, basis: "none", until: null, addOns };
}

/** What is still sold of what was bought, also where the plan could not take it today. */
const addOnsOf = (catalogue: Catalogue, rows: readonly SubscriptionRow[]): Standing["addOns"] =>
  rows
    .flatMap(({ addOns }) => addOns)
    .flatMap(({ key, quantity }) => {
      const addOn = catalogue.addOns.find((each) => each.key === key);
      return addOn ? [{ addOn, quantity }] : [];
    });

/** Whether a subscription is owed for beyond all patience, and nothing else carries the tenant. */
export function isInArrears(catalogue: Catalogue, facts: BillingFacts, now: Date): boolean {
  const { basis } = standingOf(catalogue, facts, now);
  if (basis === "subscription" || basis === "grace" || basis === "granted") return false;
  return facts.subscriptions.some(({ status }) => status === "past_due" || status === "unpaid");
}

function signUpTrialOf(catalogue: Catalogue, { subscriptions, tenantCreatedAt }: BillingFacts) {
  const plan = catalogue.plans.find(({ key }) => key === catalogue.signUpTrial);
  if (!plan || subscriptions.length > 0) return null;
  return { plan, until: new Date(tenantCreatedAt.getTime() + plan.trialDays * DAY_MS) };
}

/**
 * How a checkout of `plan` begins: with its trial once a tenant, and where the trial ran from sign-up, with what is
 * left of it.
 */
export function checkoutTrial(
  catalogue: Catalogue,
  plan: CataloguePlan,
  facts: BillingFacts,
  now: Date,
): { days: number } | { end: Date } | null {
  if (plan.trialDays === 0 || facts.trialUsedAt) return null;
  if (catalogue.signUpTrial === null) return { days: plan.trialDays };
  const end = new Date(facts.tenantCreatedAt.getTime() + plan.trialDays * DAY_MS);
  return end.getTime() - now.getTime() >= MIN_TRIAL_MS ? { end } : null;
}
