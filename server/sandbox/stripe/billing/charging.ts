import type { Charge, PaymentIntent, PaymentMethod } from "../core/collections.ts";
import { charges, paymentIntents, paymentMethods } from "../core/collections.ts";
import type { ErrorBody } from "../core/errors.ts";
import { mustGet } from "../core/operation.ts";
import type { Tx } from "../core/tx.ts";
import { DECLINED_MESSAGE } from "./cards.ts";
import { chargeOf } from "./charge-record.ts";
import { openDispute } from "./disputing.ts";
import { cardOf, needsAuthentication } from "./saved-cards.ts";

export interface IntentSpec {
  amount: number;
  currency: string;
  customer: string | null;
  description: string | null;
}

export function createIntent(tx: Tx, spec: IntentSpec): PaymentIntent {
  const id = tx.newId("pi");
  const intent: PaymentIntent = {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount: spec.amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: "automatic",
    client_secret: `${id}_${tx.newId("secret")}`,
    confirmation_method: "automatic",
    created: tx.now,
    currency: spec.currency,
    customer: spec.customer,
    customer_account: null,
    description: spec.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: "off_session",
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: "requires_payment_method",
    transfer_data: null,
    transfer_group: null,
  };
  tx.put(paymentIntents, intent);
  tx.emit("payment_intent.created", intent);
  return intent;
}

/** The body of a 402: why the card was refused. */
export type Refusal = Omit<ErrorBody, "type">;

export const AUTHENTICATION_REQUIRED: Refusal = {
  code: "authentication_required",
  decline_code: "authentication_required",
  message: "Your card was declined. This transaction requires authentication.",
};

export type ChargeOutcome =
  | { kind: "succeeded"; intent: PaymentIntent }
  | { kind: "refused"; intent: PaymentIntent; refusal: Refusal };

/** Charges a card for an intent, and says what happened by events as Stripe does. */
export function chargeIntent(tx: Tx, intent: PaymentIntent, method: PaymentMethod): ChargeOutcome {
  if (needsAuthentication(tx, method.id)) return requireAction(tx, intent, method);
  const { behaviour } = cardOf(tx, method.id);
  switch (behaviour.kind) {
    case "declines": {
      const { code, declineCode, message } = behaviour;
      return refuse(tx, intent, method, { code, decline_code: declineCode, message });
    }
    case "fails_when_charged":
      return refuse(tx, intent, method, {
        code: "card_declined",
        decline_code: "generic_decline",
        message: DECLINED_MESSAGE,
      });
    case "pays":
    case "authenticates":
      return succeed(tx, intent, method);
    case "disputed": {
      const outcome = succeed(tx, intent, method);
      openDispute(tx, mustGet(tx, charges, outcome.intent.latest_charge ?? ""), "fraudulent");
      return outcome;
    }
    default:
      return behaviour satisfies never;
  }
}

function succeed(tx: Tx, intent: PaymentIntent, method: PaymentMethod): ChargeOutcome {
  const charge = putCharge(tx, chargeOf(tx, intent, method, null));
  const paid: PaymentIntent = {
    ...intent,
    amount_received: intent.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: method.id,
    status: "succeeded",
  };
  tx.put(paymentIntents, paid);
  tx.emit("charge.succeeded", charge);
  tx.emit("payment_intent.succeeded", paid);
  return { kind: "succeeded", intent: paid };
}

/** Records a refused attempt: the intent waits for another card. */
export function refuse(
  tx: Tx,
  intent: PaymentIntent,
  method: PaymentMethod,
  refusal: Refusal,
): ChargeOutcome {
  const charge = putCharge(tx, chargeOf(tx, intent, method, refusal));
  const refused: PaymentIntent = {
    ...intent,
    last_payment_error: { type: "card_error", ...refusal, charge: charge.id, payment_method: method },
    latest_charge: charge.id,
    next_action: null,
    payment_method: null,
    status: "requires_payment_method",
  };
  tx.put(paymentIntents, refused);
  tx.emit("charge.failed", charge);
  tx.emit("payment_intent.payment_failed", refused);
  return { kind: "refused", intent: refused, refusal: { ...refusal, charge: charge.id } };
}

function requireAction(tx: Tx, intent: PaymentIntent, method: PaymentMethod): ChargeOutcome {
  const waiting: PaymentIntent = {
    ...intent,
    next_action: { type: "use_stripe_sdk", use_stripe_sdk: {} },
    payment_method: method.id,
    status: "requires_action",
  };
  tx.put(paymentIntents, waiting);
  tx.emit("payment_intent.requires_action", waiting);
  return { kind: "refused", intent: waiting, refusal: AUTHENTICATION_REQUIRED };
}

export function cancelIntent(
  tx: Tx,
  id: string,
  reason: NonNullable<PaymentIntent["cancellation_reason"]>,
): PaymentIntent {
  const intent = mustGet(tx, paymentIntents, id);
  if (intent.status === "succeeded" || intent.status === "canceled") return intent;
  const canceled: PaymentIntent = {
    ...intent,
    canceled_at: tx.now,
    cancellation_reason: reason,
    status: "canceled",
  };
  tx.put(paymentIntents, canceled);
  tx.emit("payment_intent.canceled", canceled);
  return canceled;
}

const putCharge = (tx: Tx, charge: Charge): Charge => tx.put(charges, charge);

export const methodOf = (tx: Tx, id: string): PaymentMethod =>
  mustGet(tx, paymentMethods, id, "payment_method");
