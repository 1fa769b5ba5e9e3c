import { expect, test } from "vitest";
import { behaviourOf, cardProblems, hasValidChecksum, TEST_CARDS } from "./cards.ts";

const NOW = Date.parse("2026-11-15T00:00:00Z") / 1000;
const good = { number: "4242424242424242", expMonth: 11, expYear: 2026, cvc: "123" };
const fieldsOf = (change: Partial<typeof good>) =>
  cardProblems({ ...good, ...change }, NOW).map(({ field }) => field);

test("every test card has a valid checksum and passes the form", () => {
  for (const { number, brand } of TEST_CARDS) {
    expect(hasValidChecksum(number), number).toBe(true);
    expect(fieldsOf({ number, cvc: brand === "amex" ? "1234" : "123" })).toEqual([]);
  }
});

test("a card is good until the end of its month", () => {
  expect(fieldsOf({})).toEqual([]);
  expect(fieldsOf({ expMonth: 10 })).toEqual(["expiry"]);
});

test.each([
  [{ number: "4242424242424241" }, ["number"]],
  [{ number: "" }, ["number"]],
  [{ number: "4242" }, ["number"]],
  [{ expMonth: 13 }, ["expiry"]],
  [{ expMonth: Number.NaN, expYear: Number.NaN }, ["expiry"]],
  [{ expYear: 2099 }, ["expiry"]],
  [{ cvc: "12" }, ["cvc"]],
  [{ cvc: "12a" }, ["cvc"]],
  [{ number: "378282246310005" }, ["cvc"]],
  [{ number: "1", expMonth: 0, cvc: "" }, ["number", "expiry", "cvc"]],
])("%j is wrong at %j", (change, fields) => expect(fieldsOf(change)).toEqual(fields));

test("a valid number that is no test card is refused, as a real card would be", () => {
  expect(behaviourOf("4111111111111111")).toMatchObject({
    kind: "declines",
    declineCode: "test_mode_live_card",
  });
});
