import { type BillingSettings, readBillingSettings } from "../billing/dunning.ts";
import { charges, disputes, products, subscriptions, webhookEndpoints } from "../core/collections.ts";
import type { World } from "../core/world.ts";
import type { HttpAnswer } from "../http/message.ts";
import { type Faults, readFaults } from "../webhooks/faults.ts";
import { deliveries } from "../webhooks/records.ts";
import { formatAmount } from "./amounts.ts";
import { type Html, html } from "./html.ts";
import { renderPage, sandboxBadge } from "./layout.ts";

const SHOWN_DELIVERIES = 40;
const SHOWN_CHARGES = 5;

/** The panel of the one who runs the sandbox: its clock, what may go wrong, what was sent. */
export function renderPanel(world: World): HttpAnswer {
  const faults = readFaults(world.store);
  const recent = world.store.all(deliveries).slice(-SHOWN_DELIVERIES).reverse();
  return renderPage({
    title: "Stripe sandbox",
    body: html`<main class="single"><header><span>Stripe sandbox of ${world.merchant.name}</span>${sandboxBadge}</header>
<h2>Clock</h2><div class="card"><p class="num">${new Date(world.nowMs()).toISOString().replace("T", " ").slice(0, 19)} UTC</p>
<form method="post" action="/sandbox/clock"><div class="actions">
${[1, 7, 31, 366].map((days) => html`<button name="days" value="${days}">+ ${days} ${days === 1 ? "day" : "days"}</button>`)}
</div></form><p class="fine">Renewals, trial ends, retries and expiries up to then happen at once. There is no way back.</p></div>
<h2>Faults</h2><form class="card" method="post" action="/sandbox/faults">
${checkbox("duplicate", "Send every event twice", faults)}
${checkbox("reorder", "Send newest first", faults)}
<div class="row">${number("drop", "Lose the next … deliveries", faults)}${number("fail", "Fail the next … attempts", faults)}
${number("delaySeconds", "Delay deliveries (seconds)", faults)}${number("apiDelayMs", "Delay API answers (ms)", faults)}
${number("apiRateLimit", "Answer the next … requests 429", faults)}${number("apiFail", "Answer the next … requests 500", faults)}</div>
<div class="actions"><button>Set faults</button></div></form>
<h2>Refused renewals</h2>${renderDunning(world)}
<h2>Subscriptions</h2>${renderSubscriptions(world)}
<h2>Disputes</h2>${renderDisputes(world)}
<h2>Webhook deliveries</h2>
<p class="soft">${world.store.all(webhookEndpoints).map(({ url }) => html`To <code>${url}</code>. `)}</p>
<div class="scroll"><table><thead><tr><th>Event</th><th>State</th><th>Tries</th><th>Last outcome</th></tr></thead><tbody>
${recent.map(
  (delivery) => html`<tr><td><code>${delivery.eventType}</code></td><td>${delivery.state}</td>
<td class="num">${delivery.attempts}</td><td>${delivery.lastOutcome ?? ""}</td></tr>`,
)}</tbody></table></div></main>`,
  });
}

const FINAL: [BillingSettings["finalStatus"], string][] = [
  ["canceled", "cancel the subscription"],
  ["unpaid", "mark it unpaid"],
  ["past_due", "leave it past due"],
];

function renderDunning(world: World): Html {
  const { retryDays, finalStatus } = readBillingSettings(world.store);
  return html`<form class="card" method="post" action="/sandbox/billing"><div class="row">
<div><label for="retryDays">Try again after … days</label><input id="retryDays" name="retryDays" value="${retryDays.join(", ")}"></div>
<div><label for="finalStatus">Then</label><select id="finalStatus" name="finalStatus">${FINAL.map(
    ([value, text]) =>
      html`<option value="${value}"${finalStatus === value ? html` selected` : ""}>${text}</option>`,
  )}</select></div></div>
<div class="actions"><button>Set retries</button></div></form>`;
}

function renderDisputes(world: World): Html {
  const open = world.store
    .all(disputes)
    .filter(({ status }) => status === "needs_response" || status === "under_review");
  const disputable = world.store
    .all(charges)
    .filter(({ paid, disputed, refunded }) => paid && !disputed && !refunded);
  const last = disputable.slice(-SHOWN_CHARGES).reverse();
  if (open.length === 0 && last.length === 0)
    return html`<p class="soft">There is nothing to dispute yet.</p>`;
  return html`<div class="scroll"><table><tbody>${open.map(
    ({ id, amount, currency, status }) => html`<tr><td><code>${id}</code></td>
<td class="num">${formatAmount(amount, currency)}</td><td>${status.replaceAll("_", " ")}</td>
<td><form method="post" action="/sandbox/disputes"><input type="hidden" name="dispute" value="${id}">
<button name="outcome" value="won">Won</button> <button name="outcome" value="lost">Lost</button></form></td></tr>`,
  )}${last.map(
    ({
      id,
      amount,
      currency,
    }) => html`<tr><td><code>${id}</code></td><td class="num">${formatAmount(amount, currency)}</td>
<td>paid</td><td><form method="post" action="/sandbox/disputes"><button name="charge" value="${id}">Dispute</button></form></td></tr>`,
  )}</tbody></table></div>`;
}

function renderSubscriptions(world: World): Html {
  const all = world.store.all(subscriptions).reverse();
  if (all.length === 0) return html`<p class="soft">None yet.</p>`;
  return html`<div class="scroll"><table><thead><tr><th>Customer</th><th>Plan</th><th>Status</th></tr></thead><tbody>${all.map(
    (one) =>
      html`<tr><td><code>${one.customer}</code></td><td>${one.items.data.map(
        ({ price }) =>
          `${world.store.get(products, price.product)?.name ?? ""} ${formatAmount(price.unit_amount ?? 0, price.currency)}`,
      )}</td><td>${one.status}</td></tr>`,
  )}</tbody></table></div>`;
}

const checkbox = (name: "duplicate" | "reorder", label: string, faults: Faults): Html =>
  html`<label class="inline"><input type="checkbox" name="${name}"${faults[name] ? html` checked` : ""}>${label}</label>`;

const number = (
  name: "apiDelayMs" | "apiFail" | "apiRateLimit" | "delaySeconds" | "drop" | "fail",
  label: string,
  faults: Faults,
): Html =>
  html`<div><label for="${name}">${label}</label><input id="${name}" name="${name}" type="number" min="0" max="10000" value="${faults[name]}"></div>`;
