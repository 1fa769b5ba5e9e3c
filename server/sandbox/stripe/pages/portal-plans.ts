import { type Change, onlyPeriod, planChange, prorationOf } from "../billing/planning.ts";
import { previewChange } from "../billing/previewing.ts";
import { nameOf } from "../billing/subscribing.ts";
import {
  type Invoice,
  type PortalSession,
  type Price,
  portalConfigurations,
  prices,
  type Subscription,
} from "../core/collections.ts";
import type { World } from "../core/world.ts";
import type { HttpAnswer } from "../http/message.ts";
import { formatAmount, formatDate, formatInterval } from "./amounts.ts";
import { type Html, html } from "./html.ts";
import { totalsOf } from "./invoice-pdf.ts";
import { renderPage, sandboxBadge } from "./layout.ts";

/**
 * The prices a subscription may change to: what the session's configuration offers, in the same currency. As in
 * Stripe's own portal, one with several products or with metered prices can only be canceled there.
 */
export function offersFor(world: World, session: PortalSession, subscription: Subscription): Price[] {
  const configuration = world.store.get(portalConfigurations, session.configuration);
  const update = configuration?.features.subscription_update;
  const isChangeable =
    (subscription.status === "active" || subscription.status === "trialing") &&
    subscription.items.data.length === 1;
  if (!update?.enabled || !isChangeable || subscription.cancel_at !== null) return [];
  const current = onlyPeriod(subscription).price.id;
  return (update.products ?? [])
    .flatMap((product) => product.prices)
    .flatMap((id) => world.store.get(prices, id) ?? [])
    .filter((price) => price.active && price.id !== current && price.currency === subscription.currency);
}

export function renderOffers(
  world: World,
  offers: Price[],
  subscription: Subscription,
  action: string,
): Html {
  if (offers.length === 0) return html``;
  return html`<details><summary>Change plan</summary><div class="scroll"><table><tbody>
${offers.map(
  (price) => html`<tr><td>${nameOf(world.store, price)}</td>
<td class="num">${formatAmount(price.unit_amount ?? 0, price.currency)} ${formatInterval(price.recurring)}</td>
<td><form method="post" action="${action}"><input type="hidden" name="subscription" value="${subscription.id}">
<input type="hidden" name="price" value="${price.id}"><button name="action" value="quote"
aria-label="Choose ${nameOf(world.store, price)}, ${formatInterval(price.recurring)}">Choose</button></form></td></tr>`,
)}</tbody></table></div></details>`;
}

/** What the portal does to a subscription when one of its offers is taken. */
export function changeTo(
  world: World,
  session: PortalSession,
  { items }: Subscription,
  price: Price,
): Change {
  const configuration = world.store.get(portalConfigurations, session.configuration);
  return {
    items: [{ id: items.data[0]?.id, price }],
    proration: prorationOf(configuration?.features.subscription_update.proration_behavior ?? "none"),
    prorateAt: Math.floor(world.nowMs() / 1000),
    restartsCycle: false,
  };
}

interface ConfirmView {
  world: World;
  subscription: Subscription;
  price: Price;
  change: Change;
  action: string;
  refusal?: string;
}

/** Shows exactly what is charged or given back before anything changes. */
export function renderConfirm({
  world,
  subscription,
  price,
  change,
  action,
  refusal,
}: ConfirmView): HttpAnswer {
  const { invoice, isNow, end } = world.transact((tx) => {
    const planned = planChange(tx, subscription, change);
    const isInvoiced =
      planned.isNewCycle || (change.proration === "always_invoice" && planned.sources.length > 0);
    return { invoice: previewChange(tx, subscription, change), isNow: isInvoiced, end: planned.period.end };
  });
  const { currency } = subscription;
  const isTrial = subscription.status === "trialing";
  return renderPage({
    title: `${refusal ? "Error: " : ""}Confirm your change · ${world.merchant.name}`,
    status: refusal ? 402 : 200,
    body: html`<main class="single"><header><a href="${action}" aria-label="Back to billing">←</a>
<span>${world.merchant.name}</span>${sandboxBadge}</header>
<h2>Confirm your change</h2>
${refusal ? html`<p class="alert" role="alert">${refusal} Nothing has changed.</p>` : ""}
<div class="card"><strong>${nameOf(world.store, price)}</strong>
<p class="price">${formatAmount(price.unit_amount ?? 0, currency)} <span class="soft">${formatInterval(price.recurring)}</span></p>
<p class="soft">${
      isTrial
        ? `Your trial goes on. The first payment is on ${formatDate(end)}.`
        : `The period ends on ${formatDate(end)}.`
    }</p>
<dl>${(isNow || !isTrial ? (invoice?.lines.data ?? []) : []).map(
      (
        line,
      ) => html`<div><dt>${line.description ?? ""}<small>${formatDate(line.period.start)} – ${formatDate(line.period.end)}</small></dt>
<dd>${formatAmount(line.amount, currency)}</dd></div>`,
    )}
${isTrial || !invoice ? "" : besides(invoice).map(([label, amount]) => html`<div><dt>${label}</dt><dd>${formatAmount(amount, currency)}</dd></div>`)}
<div><dt>${dueLabel(isNow, invoice)}</dt><dd>${formatAmount(isTrial || !invoice ? 0 : dueOf(invoice), currency)}</dd></div></dl>
<form method="post" action="${action}"><input type="hidden" name="subscription" value="${subscription.id}">
<input type="hidden" name="price" value="${price.id}">
<button class="primary" name="action" value="change">Confirm</button>
<div class="actions"><a class="button" href="${action}">Keep my plan</a></div>
</form></div></main>`,
  });
}

/** Discounts, taxes and balance: what stands between the lines and what is due. */
const besides = (invoice: Invoice): [string, number][] =>
  totalsOf(invoice).filter(([label]) => label !== "Subtotal" && label !== "Total" && label !== "Amount due");

const dueOf = ({ amount_due, total }: Invoice): number => (total < 0 ? -total : amount_due);

function dueLabel(isNow: boolean, invoice: Invoice | null): string {
  if ((invoice?.total ?? 0) < 0) return "Credit for later invoices";
  return isNow ? "Due now" : "On the next invoice";
}
