import { cardProblems } from "../billing/cards.ts";
import { intentOf } from "../billing/invoice-payments.ts";
import { authenticateInvoice, payWithCard, type Settlement } from "../billing/invoice-settlement.ts";
import { type Invoice, invoices } from "../core/collections.ts";
import { StripeSandboxError } from "../core/errors.ts";
import type { World } from "../core/world.ts";
import type { HttpAnswer, HttpRequest } from "../http/message.ts";
import { formatAmount, formatDate } from "./amounts.ts";
import {
  cardFields,
  errorsOf,
  type FieldErrors,
  fieldOfRefusal,
  NOTHING_TYPED,
  readCard,
  SUBMIT_ONCE,
  type Typed,
  testCardHints,
} from "./card-fields.ts";
import { type Html, html } from "./html.ts";
import { totalsOf } from "./invoice-pdf.ts";
import { redirect, renderNotice, renderPage, sandboxBadge } from "./layout.ts";

/** `/i/{invoice}`: what `hosted_invoice_url` leads to. An open one is paid here, and its 3-D Secure step taken. */
export function createInvoiceRoutes(world: World) {
  return function answer(request: HttpRequest): HttpAnswer | undefined {
    const [, id] = /^\/i\/(\w+)$/.exec(request.url.pathname) ?? [];
    if (!id) return undefined;
    const invoice = world.store.get(invoices, id);
    if (!invoice?.number) {
      return renderNotice("This invoice does not exist", "Check the link you followed.", 404);
    }
    if (request.method !== "POST") return render(invoice, {}, NOTHING_TYPED);
    const form = new URLSearchParams(request.body);
    const field = (name: string) => form.get(name) ?? "";
    const outcome = field("outcome");
    if (outcome) {
      return follow(id, NOTHING_TYPED, () =>
        world.transact((tx) => authenticateInvoice(tx, id, outcome === "complete")),
      );
    }
    const card = readCard(field);
    const typed: Typed = { ...NOTHING_TYPED, name: field("name").trim(), expiry: field("expiry") };
    const errors: FieldErrors = errorsOf(cardProblems(card, Math.floor(world.nowMs() / 1000)));
    if (!typed.name) errors.name = "Enter the name on the card.";
    if (Object.keys(errors).length > 0) return render(invoice, errors, typed);
    return follow(id, typed, () => world.transact((tx) => payWithCard(tx, id, card, typed.name)));
  };

  function follow(id: string, typed: Typed, settle: () => Settlement): HttpAnswer {
    try {
      const settled = settle();
      if (settled.isPaid || settled.needsAuthentication) return redirect(`/i/${id}`);
      const { code, message } = settled.refusal;
      return refused(id, { [fieldOfRefusal(code)]: message }, typed);
    } catch (error) {
      if (!(error instanceof StripeSandboxError)) throw error;
      if (error.status === 409) return redirect(`/i/${id}`);
      return refused(id, { [fieldOfRefusal(error.body.code)]: error.body.message }, typed);
    }
  }

  function refused(id: string, errors: FieldErrors, typed: Typed): HttpAnswer {
    const invoice = world.store.get(invoices, id);
    return invoice ? render(invoice, errors, typed) : redirect(`/i/${id}`);
  }

  function render(invoice: Invoice, errors: FieldErrors, typed: Typed): HttpAnswer {
    const { currency } = invoice;
    const hasErrors = Object.keys(errors).length > 0;
    return renderPage({
      title: `${hasErrors ? "Error: " : ""}Invoice ${invoice.number} · ${world.merchant.name}`,
      status: hasErrors ? 402 : 200,
      script: SUBMIT_ONCE,
      body: html`<main class="single"><header><span>${world.merchant.name}</span>${sandboxBadge}</header>
<div class="card"><p class="soft">Invoice ${invoice.number} · ${invoice.status ?? ""}</p>
<p class="price">${formatAmount(invoice.total, currency)}</p>
<p class="soft">${formatDate(invoice.created)} · ${invoice.customer_name ?? invoice.customer_email ?? ""}${
        invoice.due_date ? html` · due ${formatDate(invoice.due_date)}` : ""
      }</p>
<dl>${invoice.lines.data.map(
        (
          line,
        ) => html`<div><dt>${line.description ?? ""}<small>${formatDate(line.period.start)} – ${formatDate(line.period.end)}</small></dt>
<dd>${formatAmount(line.amount, currency)}</dd></div>`,
      )}
${totalsOf(invoice).map(([label, amount]) => html`<div><dt>${label}</dt><dd>${formatAmount(amount, currency)}</dd></div>`)}</dl>
<div class="actions"><a class="button" href="/i/${invoice.id}/pdf">Download invoice</a></div></div>
${renderPayment(invoice, errors, typed)}</main>`,
    });
  }

  function renderPayment(invoice: Invoice, errors: FieldErrors, typed: Typed): Html {
    if (invoice.status !== "open" && invoice.status !== "uncollectible") return html``;
    const amount = formatAmount(invoice.amount_remaining, invoice.currency);
    const action = `/i/${invoice.id}`;
    if (intentOf(world.store, invoice.id)?.status === "requires_action") {
      return html`<h2>Confirm this payment</h2><div class="card">
<p>Your bank asks for 3-D Secure before it pays <strong>${amount}</strong>.</p>
<form method="post" action="${action}"><div class="actions">
<button name="outcome" value="complete">Complete authentication</button>
<button name="outcome" value="fail">Fail authentication</button></div></form></div>`;
    }
    return html`<h2>Pay ${amount}</h2><div class="card">
${Object.keys(errors).length > 0 ? html`<p class="alert" role="alert">Nothing was charged. See the message at the field and try again.</p>` : ""}
<form method="post" action="${action}" novalidate>${cardFields(errors, typed)}
<button class="primary" type="submit">Pay</button></form>${testCardHints}</div>`;
  }
}
