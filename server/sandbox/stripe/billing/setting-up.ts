import { type PaymentMethod, type SetupIntent, setupIntents } from "../core/collections.ts";
import { cardError, type ErrorBody, invalidRequest } from "../core/errors.ts";
import type { Tx } from "../core/tx.ts";
import { AUTHENTICATION_REQUIRED } from "./charging.ts";
import { attachCard, cardOf, needsAuthentication } from "./saved-cards.ts";

interface SetupSpec {
  customer: string | null;
  description: string | null;
  metadata: Record<string, string>;
  usage: string;
  method: PaymentMethod | null;
}

export function createSetup(tx: Tx, spec: SetupSpec): SetupIntent {
  const id = tx.newId("seti");
  const intent: SetupIntent = {
    id,
    object: "setup_intent",
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: `${id}_${tx.newId("secret")}`,
    created: tx.now,
    customer: spec.customer,
    customer_account: null,
    description: spec.description,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: spec.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: spec.method?.id ?? null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ["card"],
    single_use_mandate: null,
    status: spec.method ? "requires_confirmation" : "requires_payment_method",
    usage: spec.usage,
  };
  tx.put(setupIntents, intent);
  tx.emit("setup_intent.created", intent);
  return intent;
}

/** Saves a card for later: attached to the customer, or refused, or waiting for its 3-D Secure step. */
export function confirmSetup(tx: Tx, intent: SetupIntent, method: PaymentMethod): SetupIntent {
  if (intent.status === "succeeded" || intent.status === "canceled") {
    throw invalidRequest(`You cannot confirm this SetupIntent because it has a status of ${intent.status}.`, {
      code: "setup_intent_unexpected_state",
    });
  }
  if (needsAuthentication(tx, method.id)) {
    const waiting: SetupIntent = {
      ...intent,
      next_action: { type: "use_stripe_sdk", use_stripe_sdk: {} },
      payment_method: method.id,
      status: "requires_action",
    };
    tx.put(setupIntents, waiting);
    tx.emit("setup_intent.requires_action", waiting);
    return waiting;
  }
  const { behaviour } = cardOf(tx, method.id);
  if (behaviour.kind === "declines") {
    const { code, declineCode, message } = behaviour;
    return refuseSetup(tx, intent, method, { type: "card_error", code, decline_code: declineCode, message });
  }
  const attached = intent.customer ? attachCard(tx, method, intent.customer) : method;
  const done: SetupIntent = {
    ...intent,
    last_setup_error: null,
    next_action: null,
    payment_method: attached.id,
    status: "succeeded",
  };
  tx.put(setupIntents, done);
  tx.emit("setup_intent.succeeded", done);
  return done;
}

export function refuseSetup(
  tx: Tx,
  intent: SetupIntent,
  method: PaymentMethod,
  error: ErrorBody,
): SetupIntent {
  const refused: SetupIntent = {
    ...intent,
    last_setup_error: { ...error, payment_method: method },
    next_action: null,
    payment_method: null,
    status: "requires_payment_method",
  };
  tx.put(setupIntents, refused);
  tx.emit("setup_intent.setup_failed", refused);
  return refused;
}

/** @throws 402 when the card was refused */
export function mustBeSetUp(intent: SetupIntent): SetupIntent {
  const error = intent.last_setup_error;
  if (!error) return intent;
  throw cardError({
    code: error.code ?? AUTHENTICATION_REQUIRED.code ?? "card_declined",
    message: error.message ?? "Your card was declined.",
    ...(error.decline_code ? { decline_code: error.decline_code } : {}),
  });
}
