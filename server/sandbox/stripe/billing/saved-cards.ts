import { createHash } from "node:crypto";
import { customers, type PaymentMethod, paymentMethods } from "../core/collections.ts";
import { cardError, invalidRequest } from "../core/errors.ts";
import { mustGet } from "../core/operation.ts";
import { collection, type Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { behaviourOf, brandOf, type CardBehaviour, type CardInput, cardProblems } from "./cards.ts";

/** How a saved card behaves. The number itself is never kept. */
interface SavedCard {
  id: string;
  behaviour: CardBehaviour;
  isAuthenticated: boolean;
}

const savedCards = collection<SavedCard>("sandbox.card");

/** Stripe's ready-made test payment methods. Source: docs.stripe.com/testing?testing-method=payment-methods. */
const TEST_METHODS: Record<string, string> = {
  pm_card_visa: "4242424242424242",
  pm_card_mastercard: "5555555555554444",
  pm_card_amex: "378282246310005",
  pm_card_visa_chargeDeclined: "4000000000000002",
  pm_card_chargeDeclined: "4000000000000002",
  pm_card_chargeDeclinedInsufficientFunds: "4000000000009995",
  pm_card_authenticationRequired: "4000002760003184",
  pm_card_authenticationRequiredOnSetup: "4000002500003155",
  pm_card_chargeCustomerFail: "4000000000000341",
  pm_card_createDispute: "4000000000000259",
};

const TOKENS: Record<string, string> = {
  tok_visa: "4242424242424242",
  tok_mastercard: "5555555555554444",
  tok_amex: "378282246310005",
  tok_chargeDeclined: "4000000000000002",
  tok_chargeCustomerFail: "4000000000000341",
  tok_createDispute: "4000000000000259",
};

export function numberOfToken(token: string): string {
  const number = TOKENS[token];
  if (!number)
    throw invalidRequest(`No such token: '${token}'`, { param: "card[token]", code: "resource_missing" });
  return number;
}

const testCard = (number: string, now: number): CardInput => ({
  number,
  expMonth: 12,
  expYear: new Date(now * 1000).getUTCFullYear() + 2,
  cvc: number.length === 15 ? "1234" : "123",
});

export interface BillingDetails {
  name?: string | null;
  email?: string | null;
  country?: string | null;
}

const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

/** Makes a payment method of a card. @throws 402 `card_error` for the first thing wrong with its fields */
export function createCard(tx: Tx, card: CardInput, details: BillingDetails = {}): PaymentMethod {
  const [problem] = cardProblems(card, tx.now);
  if (problem) throw cardError({ code: problem.code, message: problem.message, param: problem.field });
  const id = tx.newId("pm");
  tx.put(savedCards, { id, behaviour: behaviourOf(card.number), isAuthenticated: false });
  const brand = brandOf(card.number);
  return tx.put(paymentMethods, {
    id,
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: {
      address: { ...NO_ADDRESS, country: details.country ?? null },
      email: details.email ?? null,
      name: details.name ?? null,
      phone: null,
      tax_id: null,
    },
    card: {
      brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: "US",
      display_brand: brand,
      exp_month: card.expMonth,
      exp_year: card.expYear,
      fingerprint: createHash("sha256").update(card.number).digest("hex").slice(0, 16),
      funding: "credit",
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: tx.now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: "card",
  });
}

/** Finds a payment method; one of Stripe's test ids (`pm_card_visa`) becomes a new one. */
export function resolveCard(tx: Tx, id: string, param = "payment_method"): PaymentMethod {
  const number = TEST_METHODS[id];
  return number ? createCard(tx, testCard(number, tx.now)) : mustGet(tx, paymentMethods, id, param);
}

export function createCardOfNumber(tx: Tx, number: string): PaymentMethod {
  return createCard(tx, testCard(number, tx.now));
}

/** @throws 402 when the card refuses even to be saved */
export function attachCard(tx: Tx, method: PaymentMethod, customer: string): PaymentMethod {
  mustGet(tx, customers, customer, "customer");
  if (method.customer === customer) return method;
  if (method.customer) {
    throw invalidRequest("The payment method you provided has already been attached to a customer.");
  }
  const { behaviour } = cardOf(tx, method.id);
  if (behaviour.kind === "declines") {
    const { code, declineCode, message } = behaviour;
    throw cardError({ code, decline_code: declineCode, message });
  }
  const attached = tx.put(paymentMethods, { ...method, customer });
  tx.emit("payment_method.attached", attached);
  return attached;
}

export function cardOf(reader: Reader, paymentMethod: string): SavedCard {
  return (
    reader.get(savedCards, paymentMethod) ?? {
      id: paymentMethod,
      behaviour: { kind: "pays" },
      isAuthenticated: true,
    }
  );
}

export function markAuthenticated(tx: Tx, paymentMethod: string): void {
  tx.put(savedCards, { ...cardOf(tx, paymentMethod), isAuthenticated: true });
}

export function needsAuthentication(reader: Reader, paymentMethod: string): boolean {
  const { behaviour, isAuthenticated } = cardOf(reader, paymentMethod);
  return behaviour.kind === "authenticates" && !(isAuthenticated && behaviour.when === "first");
}

/** @throws 400 when the payment method is not this customer's */
export function mustOwnCard(reader: Reader, id: string, customer: string, param: string): PaymentMethod {
  const method = reader.get(paymentMethods, id);
  if (method?.customer !== customer) {
    throw invalidRequest(
      `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
      { param, code: "resource_missing" },
    );
  }
  return method;
}
