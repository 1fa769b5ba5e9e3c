import type { CheckoutSession } from "../core/collections.ts";
import type { HttpAnswer } from "../http/message.ts";
import { formatAmount } from "./amounts.ts";
import type { Typed } from "./card-fields.ts";
import { html } from "./html.ts";
import { renderPage, sandboxBadge } from "./layout.ts";

/** The bank's 3-D Secure step, where the test decides what the cardholder does. */
export function renderAuthentication(session: CheckoutSession, typed: Typed, merchant: string): HttpAnswer {
  const amount = formatAmount(session.amount_total ?? 0, session.currency ?? "usd");
  const { taxId, ...fields } = typed;
  const hidden = Object.entries({ ...fields, tax_id: taxId }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return renderPage({
    title: "3-D Secure · test bank",
    isEmbeddable: session.ui_mode === "embedded_page",
    body: html`<main class="single"><header><span>Test bank</span>${sandboxBadge}</header>
<div class="card"><h2>Confirm this payment</h2>
<p>${merchant} asks to charge <strong>${amount}</strong>. This is the 3-D Secure step of your card's bank.</p>
<form method="post" action="/c/authenticate/${session.id}">${hidden}
<div class="actions"><button name="outcome" value="complete">Complete authentication</button>
<button name="outcome" value="fail">Fail authentication</button></div></form></div></main>`,
  });
}
