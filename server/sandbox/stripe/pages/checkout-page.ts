import { quoteCheckout } from "../billing/checkout-quote.ts";
import { mustGetPlan } from "../billing/checkout-record.ts";
import type { CheckoutSession } from "../core/collections.ts";
import type { World } from "../core/world.ts";
import type { HttpAnswer } from "../http/message.ts";
import {
  cardFields,
  type FieldErrors,
  SUBMIT_ONCE,
  type Typed,
  testCardHints,
  textField,
} from "./card-fields.ts";
import { renderSummary } from "./checkout-summary.ts";
import { countryField } from "./countries.ts";
import { type Html, html } from "./html.ts";
import { renderPage, sandboxBadge } from "./layout.ts";

interface CheckoutView {
  world: World;
  session: CheckoutSession;
  typed: Typed;
  errors: FieldErrors;
}

/** Choosing another place counts the tax anew; what was typed stays, but for the card. */
const REFRESH_TAX = `
for (const name of ["country", "state"]) document.getElementById(name)?.addEventListener("change", (event) => {
  const form = event.target.form;
  const action = document.createElement("input");
  action.type = "hidden"; action.name = "action"; action.value = "refresh";
  form.append(action);
  form.submit();
});
`;

export function needsCard(session: CheckoutSession): boolean {
  if (session.mode === "setup") return true;
  return session.payment_method_collection !== "if_required" || (session.amount_total ?? 0) > 0;
}

export function renderCheckout({ world, session, typed, errors }: CheckoutView): HttpAnswer {
  const merchant = session.branding_settings?.display_name ?? world.merchant.name;
  const isRefused = Object.keys(errors).some((field) => field !== "promotion_code");
  const hasErrors = Object.keys(errors).length > 0;
  const isTaxed = session.automatic_tax.enabled;
  const isSetup = session.mode === "setup";
  const { summary, isFree } = isSetup
    ? setupSummary(merchant)
    : subscriptionSummary(world, session, typed, errors);
  const place = html`${countryField(typed.country)}
${isTaxed ? textField({ name: "state", label: "State or province", value: typed.state, error: errors.state, isOptional: true, attributes: html`autocomplete="address-level1" maxlength="3" placeholder="CA"` }) : ""}
${session.tax_id_collection?.enabled ? textField({ name: "tax_id", label: "Tax ID of your company (optional)", value: typed.taxId, error: errors.tax_id, isOptional: true, attributes: html`autocomplete="off" maxlength="40" placeholder="DE123456789"` }) : ""}`;
  const title = isSetup ? "Save your card" : isFree ? "Start your trial" : "Pay with card";
  return renderPage({
    title: `${hasErrors ? "Error: " : ""}Checkout · ${merchant}`,
    status: hasErrors ? 402 : 200,
    accent: session.branding_settings?.button_color ?? null,
    script: isTaxed ? SUBMIT_ONCE + REFRESH_TAX : SUBMIT_ONCE,
    isEmbeddable: session.ui_mode === "embedded_page",
    body: html`<div class="split"><section class="side" aria-label="Order"><div>
<header>${
      session.cancel_url ? html`<a href="${session.cancel_url}" aria-label="Back to ${merchant}">←</a>` : ""
    }<span>${merchant}</span>${sandboxBadge}</header>
${summary}</div></section>
<main class="main"><div>
<h2>${title}</h2>
${isRefused ? html`<p class="alert" role="alert">Nothing was charged. See the message at the field and try again.</p>` : ""}
<form method="post" action="/c/pay/${session.id}" novalidate>
${renderEmail(session, typed, errors)}
${isTaxed ? place : ""}
${needsCard(session) ? cardFields(errors, typed) : ""}
${isTaxed ? "" : place}
<button class="primary" type="submit">${isSetup ? "Save card" : isFree ? "Start trial" : "Subscribe"}</button>
<p class="fine">By confirming, you allow ${merchant} to charge your card for future payments until you cancel. This is a
sandbox: no money moves.</p>
</form>
${testCardHints}
</div></main></div>`,
  });
}

function subscriptionSummary(world: World, session: CheckoutSession, typed: Typed, errors: FieldErrors) {
  const place = { country: typed.country, state: typed.state || null };
  const plan = mustGetPlan(world.store, session.id);
  const quote = world.transact((tx) => quoteCheckout(tx, session, plan, place));
  return { summary: renderSummary(world, session, quote, errors), isFree: plan.trial !== null };
}

const setupSummary = (merchant: string) => ({
  summary: html`<h1>Save a card</h1><p class="soft">${merchant} will use it for your payments from now on. Nothing is charged today.</p>`,
  isFree: true,
});

function renderEmail(session: CheckoutSession, typed: Typed, errors: FieldErrors): Html {
  const known = session.customer_details?.email;
  if (known)
    return html`<h3>Email</h3><p class="known">${known}</p><input type="hidden" name="email" value="${known}">`;
  return textField({
    name: "email",
    label: "Email",
    value: typed.email,
    error: errors.email,
    attributes: html`type="email" autocomplete="email" placeholder="you@example.com" maxlength="512"`,
  });
}
