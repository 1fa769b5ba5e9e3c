/** What a test card does. Source: docs.stripe.com/testing. */
export type CardBehaviour =
  | { kind: "pays" }
  | { kind: "declines"; code: string; declineCode: string; message: string }
  | { kind: "authenticates"; when: "first" | "always" }
  /** Pays, and the cardholder disputes it at once. */
  | { kind: "disputed" }
  /** Can be saved; every charge is declined. */
  | { kind: "fails_when_charged" };

export interface TestCard {
  number: string;
  brand: string;
  behaviour: CardBehaviour;
}

export const DECLINED_MESSAGE = "Your card was declined.";

const declines = (code: string, declineCode: string, message: string): CardBehaviour => ({
  kind: "declines",
  code,
  declineCode,
  message,
});
const pays: CardBehaviour = { kind: "pays" };
const visa = (number: string, behaviour: CardBehaviour): TestCard => ({ number, brand: "visa", behaviour });

export const TEST_CARDS: readonly TestCard[] = [
  visa("4242424242424242", pays),
  visa("4000056655665556", pays),
  { number: "5555555555554444", brand: "mastercard", behaviour: pays },
  { number: "378282246310005", brand: "amex", behaviour: pays },
  { number: "6011111111111117", brand: "discover", behaviour: pays },
  visa("4000000000000002", declines("card_declined", "generic_decline", DECLINED_MESSAGE)),
  visa(
    "4000000000009995",
    declines("card_declined", "insufficient_funds", "Your card has insufficient funds."),
  ),
  visa("4000000000009987", declines("card_declined", "lost_card", DECLINED_MESSAGE)),
  visa("4000000000000069", declines("expired_card", "expired_card", "Your card has expired.")),
  visa(
    "4000000000000127",
    declines("incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect."),
  ),
  visa(
    "4000000000000119",
    declines(
      "processing_error",
      "processing_error",
      "An error occurred while processing your card. Try again.",
    ),
  ),
  visa("4000002500003155", { kind: "authenticates", when: "first" }),
  visa("4000002760003184", { kind: "authenticates", when: "always" }),
  visa("4000000000000259", { kind: "disputed" }),
  visa("4000000000000341", { kind: "fails_when_charged" }),
];

const NOT_A_TEST_CARD = declines(
  "card_declined",
  "test_mode_live_card",
  "Your card was declined. This is a sandbox: use a test card such as 4242 4242 4242 4242.",
);

export interface CardInput {
  number: string;
  expMonth: number;
  expYear: number;
  cvc: string;
}

export interface CardProblem {
  field: "number" | "expiry" | "cvc";
  code: string;
  message: string;
}

/** @param now Unix seconds. @returns every problem, so that a form can show all at once. */
export function cardProblems(card: CardInput, now: number): CardProblem[] {
  const problems: CardProblem[] = [];
  if (!/^\d{12,19}$/.test(card.number) || !hasValidChecksum(card.number)) {
    problems.push({ field: "number", code: "incorrect_number", message: "Your card number is invalid." });
  }
  const isMonth = Number.isInteger(card.expMonth) && card.expMonth >= 1 && card.expMonth <= 12;
  const end = Date.UTC(card.expYear, card.expMonth, 1) / 1000;
  if (!isMonth || !Number.isInteger(card.expYear)) {
    problems.push({
      field: "expiry",
      code: "invalid_expiry_month",
      message: "Your card's expiration date is invalid. Write it as MM / YY.",
    });
  } else if (end <= now) {
    problems.push({
      field: "expiry",
      code: "invalid_expiry_year",
      message: "Your card's expiration date is in the past.",
    });
  } else if (end > now + 50 * 366 * 86_400) {
    problems.push({
      field: "expiry",
      code: "invalid_expiry_year",
      message: "Your card's expiration year is invalid.",
    });
  }
  const digits = brandOf(card.number) === "amex" ? 4 : 3;
  if (!new RegExp(`^\\d{${digits}}$`).test(card.cvc)) {
    const message = `Your card's security code is invalid: it has ${digits} digits.`;
    problems.push({ field: "cvc", code: "invalid_cvc", message });
  }
  return problems;
}

export function hasValidChecksum(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

export function behaviourOf(number: string): CardBehaviour {
  return TEST_CARDS.find((card) => card.number === number)?.behaviour ?? NOT_A_TEST_CARD;
}

export function brandOf(number: string): string {
  if (/^4/.test(number)) return "visa";
  if (/^(5[1-5]|2[2-7])/.test(number)) return "mastercard";
  if (/^3[47]/.test(number)) return "amex";
  if (/^6/.test(number)) return "discover";
  return "unknown";
}
