import type { CheckoutSession, Customer, PaymentMethod } from "../core/collections.ts";
import {
  checkoutSessions,
  customers,
  invoices,
  paymentIntents,
  paymentMethods,
} from "../core/collections.ts";
import { invalidRequest, StripeSandboxError } from "../core/errors.ts";
import { mustGet, type Timer } from "../core/operation.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import type { CardInput } from "./cards.ts";
import { createIntent, type Refusal, refuse } from "./charging.ts";
import { amountsOf, subscriptionSpecOf, trialEndAt, withPlace } from "./checkout-quote.ts";
import { type CheckoutPlan, checkoutPlans, detailsOf, mustGetPlan } from "./checkout-record.ts";
import { blankCustomer } from "./customer-record.ts";
import { attachCard, createCard, markAuthenticated, needsAuthentication } from "./saved-cards.ts";
import { confirmSetup, createSetup, mustBeSetUp } from "./setting-up.ts";
import { startSubscription } from "./subscribing.ts";
import { createTaxId } from "./tax-ids.ts";

export interface CheckoutForm {
  email: string;
  name: string;
  country: string;
  state: string;
  taxId: { type: string; value: string } | null;
  /** Null when the trial asks for no card. */
  card: CardInput | null;
}

export type SubmitResult =
  | { kind: "complete"; session: CheckoutSession }
  | { kind: "needs_authentication"; session: CheckoutSession }
  | { kind: "refused"; refusal: Refusal };

/** One all-or-nothing change, as `World.transact`. */
export type Transact = <T>(work: (tx: Tx) => T) => T;

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
    if (!(error instanceof StripeSandboxError)) throw error;
    const { type, ...refusal } = error.body;
    if (refusal.code === "tax_id_invalid") return { kind: "refused", refusal };
    if (type !== "card_error") throw error;
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
  const customer = located(
    tx,
    session.customer ? mustGet(tx, customers, session.customer, "customer") : createCustomer(tx, form),
    session,
    form,
  );
  if (form.taxId) createTaxId(tx, customer.id, form.taxId.type, form.taxId.value);
  const result =
    plan.mode === "setup" ? setUp(tx, plan, customer, card) : subscribe(tx, session, plan, customer, card);
  const done: CheckoutSession = {
    ...session,
    ...result,
    customer: customer.id,
    customer_details: detailsOf(form.email, form.name || null, form.country || null),
    status: "complete",
    url: null,
  };
  tx.put(checkoutSessions, done);
  tx.put(checkoutPlans, { ...plan, pendingCard: null });
  tx.emit("checkout.session.completed", done);
  return done;
}

/** Where the buyer is decides the tax; an address the customer had stays, unless tax is computed from this one. */
function located(
  tx: Tx,
  customer: Customer,
  session: CheckoutSession,
  form: Omit<CheckoutForm, "card">,
): Customer {
  if (customer.address?.country && !session.automatic_tax.enabled) return customer;
  if (!form.country) return customer;
  return tx.put(customers, withPlace(customer, { country: form.country, state: form.state || null }));
}

function subscribe(
  tx: Tx,
  session: CheckoutSession,
  plan: CheckoutPlan,
  customer: Customer,
  card: PaymentMethod | null,
): Partial<CheckoutSession> {
  const attached = card && attachCard(tx, card, customer.id);
  const spec = subscriptionSpecOf(tx, session, plan, customer, attached?.id ?? null);
  const subscription = startSubscription(tx, spec, "error_if_incomplete");
  const invoice = mustGet(tx, invoices, subscription.latest_invoice ?? "");
  const isFree = subscription.status === "trialing" || invoice.total === 0;
  return {
    ...amountsOf(tx, session, plan, invoice),
    invoice: invoice.id,
    payment_status: isFree ? "no_payment_required" : "paid",
    subscription: subscription.id,
  };
}

function setUp(
  tx: Tx,
  plan: CheckoutPlan,
  customer: Customer,
  card: PaymentMethod | null,
): Partial<CheckoutSession> {
  if (!card) throw invalidRequest("A card is needed.");
  const spec = { customer: customer.id, description: plan.description, metadata: plan.setupMetadata };
  const intent = createSetup(tx, { ...spec, usage: "off_session", method: card });
  return { setup_intent: mustBeSetUp(confirmSetup(tx, intent, card)).id };
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
  if (!card || plan.mode === "setup" || trialEndAt(plan, tx.now) !== null) return;
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
