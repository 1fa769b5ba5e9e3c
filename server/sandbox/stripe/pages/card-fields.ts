import type { CardInput, CardProblem } from "../billing/cards.ts";
import { type Html, html } from "./html.ts";

type FieldName = "cvc" | "email" | "expiry" | "name" | "number" | "promotion_code" | "state" | "tax_id";
export type FieldErrors = Partial<Record<FieldName, string>>;

/** What was typed; card number and CVC are never sent back to the page. */
export interface Typed {
  email: string;
  name: string;
  country: string;
  state: string;
  taxId: string;
  expiry: string;
}

export const NOTHING_TYPED: Typed = { email: "", name: "", country: "US", state: "", taxId: "", expiry: "" };

const digitsOf = (text: string): string => text.replace(/[\s-]/g, "");

/** `12 / 34`, `1234`, `12/2034` → month and full year; NaN where it cannot be read. */
export function readExpiry(text: string): { expMonth: number; expYear: number } {
  const [, month = "", year = ""] = /^(\d{1,2})\s*\/?\s*(\d{2}|\d{4})$/.exec(text.trim()) ?? [];
  const expYear = year.length === 2 ? 2000 + Number(year) : Number(year || NaN);
  return { expMonth: Number(month || NaN), expYear };
}

export function readCard(field: (name: string) => string): CardInput {
  return { number: digitsOf(field("number")), cvc: field("cvc").trim(), ...readExpiry(field("expiry")) };
}

export function errorsOf(problems: CardProblem[]): FieldErrors {
  const errors: FieldErrors = {};
  for (const { field, message } of problems) errors[field] ??= message;
  return errors;
}

/** Which field a refused card is shown at. */
export function fieldOfRefusal(code: string | undefined): keyof FieldErrors {
  if (code === "incorrect_cvc" || code === "invalid_cvc") return "cvc";
  if (code === "expired_card") return "expiry";
  return "number";
}

interface FieldSpec {
  name: keyof FieldErrors;
  label: string;
  value?: string;
  error: string | undefined;
  attributes: Html;
  isOptional?: boolean;
}

export function textField({ name, label, value = "", error, attributes, isOptional }: FieldSpec): Html {
  return html`<div><label for="${name}">${label}</label>
<input id="${name}" name="${name}" value="${value}"${isOptional ? "" : html` required`} ${attributes}${
    error ? html` aria-invalid="true" aria-describedby="${name}-error"` : ""
  }>
${error ? html`<p class="error" id="${name}-error">${error}</p>` : ""}</div>`;
}

export function cardFields(errors: FieldErrors, typed: Typed): Html {
  return html`<fieldset><legend>Card information</legend>
${textField({
  name: "number",
  label: "Card number",
  error: errors.number,
  attributes: html`inputmode="numeric" autocomplete="cc-number" placeholder="1234 1234 1234 1234" maxlength="23"`,
})}
<div class="row">
${textField({
  name: "expiry",
  label: "Expiration (MM / YY)",
  value: typed.expiry,
  error: errors.expiry,
  attributes: html`inputmode="numeric" autocomplete="cc-exp" placeholder="MM / YY" maxlength="9"`,
})}
${textField({
  name: "cvc",
  label: "Security code (CVC)",
  error: errors.cvc,
  attributes: html`inputmode="numeric" autocomplete="cc-csc" placeholder="CVC" maxlength="4"`,
})}
</div></fieldset>
${textField({
  name: "name",
  label: "Cardholder name",
  value: typed.name,
  error: errors.name,
  attributes: html`autocomplete="cc-name" placeholder="Full name on card" maxlength="200"`,
})}`;
}

const HINTS: [string, string][] = [
  ["4242 4242 4242 4242", "pays"],
  ["4000 0000 0000 0002", "is declined"],
  ["4000 0025 0000 3155", "asks for 3-D Secure"],
  ["4000 0000 0000 0341", "is saved, then fails when charged"],
  ["4000 0000 0000 9995", "has insufficient funds"],
  ["4000 0000 0000 0259", "pays, and is disputed"],
];

export const testCardHints = html`<details><summary>Test cards</summary><table>
${HINTS.map(([number, effect]) => html`<tr><td><code>${number}</code></td><td>${effect}</td></tr>`)}
</table><p class="fine">Any future date, any CVC. Real cards are refused.</p></details>`;

export const SUBMIT_ONCE = `
for (const form of document.forms) form.addEventListener("submit", () => {
  const button = form.querySelector("button.primary");
  if (button) { button.disabled = true; button.textContent = "Processing…"; }
});
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
const number = document.getElementById("number");
number?.addEventListener("input", () => {
  const digits = number.value.replace(/\\D/g, "").slice(0, 19);
  if (number.selectionStart === number.value.length) number.value = digits.replace(/(.{4})(?=.)/g, "$1 ");
});
const expiry = document.getElementById("expiry");
expiry?.addEventListener("input", (event) => {
  const digits = expiry.value.replace(/\\D/g, "");
  if (event.inputType !== "deleteContentBackward" && /^\\d{2,4}$/.test(digits) && !expiry.value.includes("/")) {
    expiry.value = digits.slice(0, 2) + " / " + digits.slice(2);
  }
});
`;
