import { trialEndAt } from "../billing/checkout.ts";
import { mustGetPlan } from "../billing/checkout-record.ts";
import type { CheckoutSession } from "../core/collections.ts";
import type { World } from "../core/world.ts";
import type { HttpAnswer } from "../http/message.ts";
import { lineItemsOf } from "../resources/checkout-sessions.ts";
import { formatAmount, formatDate, formatInterval } from "./amounts.ts";
import {
  cardFields,
  type FieldErrors,
  SUBMIT_ONCE,
  type Typed,
  testCardHints,
  textField,
} from "./card-fields.ts";
import { type Html, html } from "./html.ts";
import { renderPage, sandboxBadge } from "./layout.ts";

const COUNTRIES: [string, string][] = [
  ["US", "United States"],
  ["GB", "United Kingdom"],
  ["DE", "Germany"],
  ["FR", "France"],
  ["NL", "Netherlands"],
  ["ZA", "South Africa"],
  ["NG", "Nigeria"],
  ["IN", "India"],
  ["SG", "Singapore"],
  ["AU", "Australia"],
  ["CA", "Canada"],
  ["BR", "Brazil"],
];

interface CheckoutView {
  world: World;
  session: CheckoutSession;
  typed: Typed;
  errors: FieldErrors;
}

export function needsCard(session: CheckoutSession): boolean {
  return session.payment_method_collection !== "if_required" || (session.amount_total ?? 0) > 0;
}

export function renderCheckout({ world, session, typed, errors }: CheckoutView): HttpAnswer {
  const merchant = session.branding_settings?.display_name ?? world.merchant.name;
  const hasErrors = Object.keys(errors).length > 0;
  const isTrial = (session.amount_total ?? 0) === 0;
  return renderPage({
    title: `${hasErrors ? "Error: " : ""}Checkout · ${merchant}`,
    status: hasErrors ? 402 : 200,
    accent: session.branding_settings?.button_color ?? null,
    script: SUBMIT_ONCE,
    body: html`<div class="split"><section class="side" aria-label="Order"><div>
<header>${
      session.cancel_url ? html`<a href="${session.cancel_url}" aria-label="Back to ${merchant}">←</a>` : ""
    }<span>${merchant}</span>${sandboxBadge}</header>
${renderSummary(world, session)}</div></section>
<main class="main"><div>
<h2>${isTrial ? "Start your trial" : "Pay with card"}</h2>
${hasErrors ? html`<p class="alert" role="alert">Nothing was charged. See the message at the field and try again.</p>` : ""}
<form method="post" action="/c/pay/${session.id}" novalidate>
${renderEmail(session, typed, errors)}
${needsCard(session) ? cardFields(errors, typed) : ""}
<label for="country">Country or region</label>
<select id="country" name="country" autocomplete="country">${COUNTRIES.map(
      ([code, name]) =>
        html`<option value="${code}"${typed.country === code ? html` selected` : ""}>${name}</option>`,
    )}</select>
<button class="primary" type="submit">${isTrial ? "Start trial" : "Subscribe"}</button>
<p class="fine">By confirming, you allow ${merchant} to charge your card for future payments until you cancel. This is a
sandbox: no money moves.</p>
</form>
${testCardHints}
</div></main></div>`,
  });
}

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

function renderSummary(world: World, session: CheckoutSession): Html {
  const items = lineItemsOf(world.store, session.id).data;
  const trialEnd = trialEndAt(mustGetPlan(world.store, session.id), Math.floor(world.nowMs() / 1000));
  const currency = session.currency ?? "usd";
  const recurring = items[0]?.price?.recurring ?? null;
  const total = items.reduce((sum, item) => sum + item.amount_total, 0);
  const renewal = `${formatAmount(total, currency)} ${formatInterval(recurring)}`;
  const trialDays = trialEnd && Math.round((trialEnd - world.nowMs() / 1000) / 86_400);
  return html`<h1>${trialEnd ? "Try" : "Subscribe to"} ${items[0]?.description ?? ""}</h1>
<p class="price">${trialEnd ? `${trialDays} days free` : formatAmount(total, currency)}</p>
<p class="soft">${trialEnd ? `Then ${renewal}, from ${formatDate(trialEnd)}` : formatInterval(recurring)}</p>
<dl>${items.map(
    (item) => html`<div><dt>${item.description ?? ""}${
      (item.quantity ?? 1) > 1 ? ` × ${item.quantity}` : ""
    }<small>Billed ${formatInterval(item.price?.recurring ?? null)}</small></dt>
<dd>${formatAmount(item.amount_total, currency)}</dd></div>`,
  )}
${trialEnd ? html`<div><dt>Total after trial</dt><dd>${formatAmount(total, currency)}</dd></div>` : ""}
<div><dt>Total due today</dt><dd>${formatAmount(trialEnd ? 0 : total, currency)}</dd></div></dl>`;
}
