import type { CheckoutSession, Customer, PaymentMethod } from "../core/collections.ts";
import { checkoutSessions, customers, paymentIntents, paymentMethods, prices } from "../core/collections.ts";
import { invalidRequest, StripeSandboxError } from "../core/errors.ts";
import { mustGet, type Timer } from "../core/operation.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { DAY } from "./calendar.ts";
import type { CardInput } from "./cards.ts";
import { createIntent, type Refusal, refuse } from "./charging.ts";
import { type CheckoutPlan, checkoutPlans, detailsOf, mustGetPlan } from "./checkout-record.ts";
import { blankCustomer } from "./customer-record.ts";
import { attachCard, createCard, markAuthenticated, needsAuthentication } from "./saved-cards.ts";
import { startSubscription } from "./subscribing.ts";
import { PLAIN_TERMS } from "./subscription-record.ts";

export interface CheckoutForm {
  email: string;
  name: string;
  country: string;
  /** Null when the trial asks for no card. */
  card: CardInput | null;
}

export type SubmitResult =
  | { kind: "complete"; session: CheckoutSession }
  | { kind: "needs_authentication"; session: CheckoutSession }
  | { kind: "refused"; refusal: Refusal };

/** One all-or-nothing change, as `World.transact`. */
export type Transact = <T>(work: (tx: Tx) => T) => T;

export function trialEndAt(plan: CheckoutPlan, now: number): number | null {
  if (!plan.trial) return null;
  return "end" in plan.trial ? plan.trial.end : now + plan.trial.days * DAY;
}

/**
 * Completes a session with a card. A refused card leaves the session open for another try, and leaves its trace
 * (a failed charge and payment intent) as Stripe does. Submitting a completed session again changes nothing.
 */
export function submitCheckout(transact: Transact, id: string, form: CheckoutForm): SubmitResult {
  return attempt(transact, id, form, (tx) => {
    if (!form.card) return null;
    return createCard(tx, form.card, { name: form.name, email: form.email, country: form.country });
  });
}

/** Ends the 3-D Secure step that `submitCheckout` asked for. */
export function authenticateCheckout(
  transact: Transact,
  id: string,
  form: Omit<CheckoutForm, "card">,
  isAuthenticated: boolean,
): SubmitResult {
  const refusal: Refusal = {
    code: "payment_intent_authentication_failure",
    message:
      "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
  };
  return attempt(transact, id, form, (tx, plan) => {
    const card = mustGet(tx, paymentMethods, plan.pendingCard ?? "", "payment_method");
    if (!isAuthenticated) throw new RefusedCard(refusal);
    markAuthenticated(tx, card.id);
    return card;
  });
}

class RefusedCard extends StripeSandboxError {
  constructor(refusal: Refusal) {
    super(402, { type: "card_error", ...refusal });
  }
}

type CardSource = (tx: Tx, plan: CheckoutPlan) => PaymentMethod | null;

function attempt(
  transact: Transact,
  id: string,
  form: Omit<CheckoutForm, "card">,
  cardSource: CardSource,
): SubmitResult {
  try {
    return transact((tx) => {
      const session = mustGet(tx, checkoutSessions, id);
      if (session.status === "complete") return { kind: "complete", session };
      if (session.status !== "open") throw invalidRequest("This checkout session has expired.");
      const plan = mustGetPlan(tx, id);
      const card = cardSource(tx, plan);
      if (card && needsAuthentication(tx, card.id)) {
        tx.put(checkoutPlans, { ...plan, pendingCard: card.id });
        return { kind: "needs_authentication", session };
      }
      return { kind: "complete", session: complete(tx, session, plan, form, card) };
    });
  } catch (error) {
    if (!(error instanceof StripeSandboxError) || error.body.type !== "card_error") throw error;
    const { type: _, ...refusal } = error.body;
    if (refusal.param === undefined) transact((tx) => recordRefusal(tx, id, refusal, cardSource));
    return { kind: "refused", refusal };
  }
}

function complete(
  tx: Tx,
  session: CheckoutSession,
  plan: CheckoutPlan,
  form: Omit<CheckoutForm, "card">,
  card: PaymentMethod | null,
): CheckoutSession {
  const customer = session.customer
    ? mustGet(tx, customers, session.customer, "customer")
    : createCustomer(tx, form);
  const attached = card && attachCard(tx, card, customer.id);
  const subscription = startSubscription(
    tx,
    specOf(tx, session, plan, customer, attached),
    "error_if_incomplete",
  );
  const isFree = subscription.status === "trialing";
  const done: CheckoutSession = {
    ...session,
    customer: customer.id,
    customer_details: detailsOf(form.email, form.name || null, form.country || null),
    invoice: subscription.latest_invoice,
    payment_status: isFree ? "no_payment_required" : "paid",
    status: "complete",
    subscription: subscription.id,
    url: null,
  };
  tx.put(checkoutSessions, done);
  tx.put(checkoutPlans, { ...plan, pendingCard: null });
  tx.emit("checkout.session.completed", done);
  return done;
}

function specOf(
  tx: Tx,
  session: CheckoutSession,
  plan: CheckoutPlan,
  customer: Customer,
  card: PaymentMethod | null,
) {
  return {
    ...PLAIN_TERMS,
    currency: session.currency ?? "usd",
    testClock: customer.test_clock ?? null,
    customer: customer.id,
    items: plan.items.map(({ price, quantity }) => ({
      price: mustGet(tx, prices, price, "price"),
      quantity,
    })),
    defaultPaymentMethod: card?.id ?? null,
    trialEnd: trialEndAt(plan, tx.now),
    missingPaymentMethod: plan.missingPaymentMethod,
    metadata: plan.metadata,
    description: plan.description,
  } satisfies Parameters<typeof startSubscription>[1];
}

function createCustomer(tx: Tx, form: Omit<CheckoutForm, "card">): Customer {
  const customer: Customer = {
    ...blankCustomer(tx.newId("cus"), tx.now),
    email: form.email,
    name: form.name || null,
  };
  tx.put(customers, customer);
  tx.emit("customer.created", customer);
  return customer;
}

/** A refused payment leaves a failed charge behind; a card refused for a trial leaves nothing. */
function recordRefusal(tx: Tx, id: string, refusal: Refusal, cardSource: CardSource): void {
  const session = mustGet(tx, checkoutSessions, id);
  const plan = mustGetPlan(tx, id);
  const card = plan.pendingCard ? tx.get(paymentMethods, plan.pendingCard) : cardSource(tx, plan);
  tx.put(checkoutPlans, { ...plan, pendingCard: null });
  if (!card || trialEndAt(plan, tx.now) !== null) return;
  const intent =
    (plan.refusedIntent && tx.get(paymentIntents, plan.refusedIntent)) ||
    createIntent(tx, {
      amount: session.amount_total ?? 0,
      currency: session.currency ?? "usd",
      customer: session.customer,
      description: "Subscription creation",
    });
  refuse(tx, intent, card, refusal);
  tx.put(checkoutPlans, { ...plan, pendingCard: null, refusedIntent: intent.id });
}

export function expireSession(tx: Tx, session: CheckoutSession): CheckoutSession {
  if (session.status !== "open") {
    throw invalidRequest('Only Checkout Sessions with a status in ["open"] can be expired.');
  }
  const expired: CheckoutSession = { ...session, status: "expired", url: null };
  tx.put(checkoutSessions, expired);
  tx.emit("checkout.session.expired", expired);
  return expired;
}

export function* checkoutTimers(reader: Reader): Iterable<Timer> {
  for (const session of reader.all(checkoutSessions)) {
    if (session.status === "open")
      yield { at: session.expires_at, run: (tx) => void expireSession(tx, session) };
  }
}
