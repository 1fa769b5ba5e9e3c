import { z } from "zod";
import { BillingInterval, Currency, Key, LimitWindow, Price } from "./catalogue/catalogue-schema.ts";
import { OverageTier, TIER_MODES } from "./catalogue/overage-schema.ts";

export { BillingInterval, Catalogue, INTERVALS, LimitWindow } from "./catalogue/catalogue-schema.ts";

/** Where a version of the price list comes from. */
export const VERSION_SOURCES = ["preset", "operator"] as const;

export const Nothing = z.strictObject({});

/** A plan as a visitor compares it. */
export const Plan = z.object({
  key: z.string(),
  name: z.string(),
  tagline: z.string(),
  /** Empty for a plan that is free or agreed in person. */
  prices: z.array(Price),
  trialDays: z.number(),
  /** What it adds, in words, most telling first. */
  features: z.array(z.string()),
  /** Everything it includes by name, for the comparison. */
  includes: z.array(z.object({ key: z.string(), label: z.string() })),
  /** Rows of the comparison: a meter and its size; `null` is unlimited. */
  limits: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      value: z.number().nullable(),
      window: LimitWindow,
      unit: z.string().exactOptional(),
    }),
  ),
  isContactUs: z.boolean(),
  isHighlighted: z.boolean(),
});
export type Plan = z.output<typeof Plan>;
export const PlanList = z.array(Plan);

export const SUBSCRIPTION_STATUSES = [
  "active",
  "canceled",
  "incomplete",
  "incomplete_expired",
  "past_due",
  "paused",
  "trialing",
  "unpaid",
] as const;
export const SubscriptionStatus = z.enum(SUBSCRIPTION_STATUSES);
export type SubscriptionStatus = z.output<typeof SubscriptionStatus>;

/** An add-on on a subscription. The price is the one it was bought at, in the currency's minor unit. */
export const SubscribedAddOn = z.object({
  key: z.string(),
  quantity: z.number().int(),
  unitAmountMinor: z.number().int(),
});
export type SubscribedAddOn = z.output<typeof SubscribedAddOn>;

/** What is sold beyond a limit, at the price it was bought at. */
export const SubscribedOverage = z.object({
  meter: z.string(),
  mode: z.enum(TIER_MODES),
  tiers: z.array(OverageTier),
});
export type SubscribedOverage = z.output<typeof SubscribedOverage>;

/** Why a tenant has the plan it has. `none`: nothing is left, neither plan nor trial. */
const STANDING_BASES = ["subscription", "grace", "granted", "default_plan", "sign_up_trial", "none"] as const;
export const StandingBasis = z.enum(STANDING_BASES);
export type StandingBasis = z.output<typeof StandingBasis>;

/** ISO 8601, in UTC. */
export const Moment = z.iso.datetime();

/** What a tenant has and pays. Dates are ISO 8601 in UTC. */
export const BillingState = z.object({
  /** The plan that holds now; null when none does. */
  plan: z.object({ key: z.string(), name: z.string() }).nullable(),
  basis: StandingBasis,
  /** When the basis ends by itself: of a trial or of the grace after a failed payment. */
  until: Moment.nullable(),
  /** The latest subscription, also when it has ended; null before the first. */
  subscription: z
    .object({
      plan: z.object({ key: z.string(), name: z.string() }).nullable(),
      status: SubscriptionStatus,
      interval: BillingInterval.nullable(),
      currency: z.string(),
      /** Of a period: the plan with its add-ons. */
      amountMinor: z.number(),
      /** Of a period: the plan alone. */
      planAmountMinor: z.number(),
      currentPeriodEnd: Moment,
      trialEnd: Moment.nullable(),
      /** Set while it runs on to an end that is already decided. */
      cancelAt: Moment.nullable(),
      endedAt: Moment.nullable(),
      /** A change that is decided and comes with the next period. */
      scheduled: z
        .object({
          plan: z.object({ key: z.string(), name: z.string() }).nullable(),
          interval: BillingInterval.nullable(),
          at: Moment,
        })
        .nullable(),
      /** A change upwards waits for its payment; until then the old plan goes on. */
      isChangePending: z.boolean(),
    })
    .nullable(),
  /** What the running subscription is paid in, and keeps; null while there is none and any may be chosen. */
  currency: z.string().nullable(),
  canStartCheckout: z.boolean(),
  canOpenPortal: z.boolean(),
  /** Whether a checkout would still begin with the plan's trial. */
  isTrialAvailable: z.boolean(),
});
export type BillingState = z.output<typeof BillingState>;

/** Where Stripe's pages lead back to: an address of the tenant's own. */
const ReturnUrl = z.url({ protocol: /^https?$/, error: "Give an absolute address." }).max(2000);

export const StartCheckoutInput = z.strictObject({
  plan: Key,
  interval: BillingInterval,
  /** The first that the plan is sold in when left out. */
  currency: Currency.optional(),
  returnUrl: ReturnUrl,
});

export const CheckoutStarted = z.object({ url: z.url(), expiresAt: Moment });

/** For `createEmbeddedCheckoutPage` of Stripe's script. */
export const CheckoutEmbedded = z.object({ clientSecret: z.string(), expiresAt: Moment });

/**
 * How far a checkout has come. `processing`: paid, and Stripe still waits for the money. `unknown`: there is none, or it
 * is not this workspace's.
 */
export const CheckoutStage = z.enum(["open", "processing", "done", "expired", "unknown"]);
export type CheckoutStage = z.output<typeof CheckoutStage>;

export const OpenPortalInput = z.strictObject({
  returnUrl: ReturnUrl,
  /** Straight to one task, and back when it is done; the whole portal when left out. */
  task: z.enum(["add_payment_method"]).optional(),
});
export const PortalOpened = z.object({ url: z.url() });

const CANCEL_FEEDBACK = [
  "customer_service",
  "low_quality",
  "missing_features",
  "other",
  "switched_service",
  "too_complex",
  "too_expensive",
  "unused",
] as const;

export const CancelSubscriptionInput = z.strictObject({
  feedback: z.enum(CANCEL_FEEDBACK).optional(),
  comment: z.string().trim().min(1).max(1000).optional(),
});
