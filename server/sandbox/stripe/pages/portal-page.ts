import { onlyPeriod } from "../billing/planning.ts";
import { methodFor } from "../billing/subscribing.ts";
import {
  customers,
  invoices,
  type PortalSession,
  portalConfigurations,
  products,
  type Subscription,
  subscriptions,
} from "../core/collections.ts";
import type { World } from "../core/world.ts";
import type { HttpAnswer } from "../http/message.ts";
import { formatAmount, formatDate, formatInterval } from "./amounts.ts";
import {
  cardFields,
  type FieldErrors,
  NOTHING_TYPED,
  SUBMIT_ONCE,
  type Typed,
  testCardHints,
} from "./card-fields.ts";
import { type Html, html } from "./html.ts";
import { renderPage, sandboxBadge } from "./layout.ts";
import { offersFor, renderOffers } from "./portal-plans.ts";

interface PortalView {
  world: World;
  session: PortalSession;
  errors?: FieldErrors;
  typed?: Typed;
}

export function ownSubscriptions(world: World, customer: string): Subscription[] {
  return world.store
    .all(subscriptions)
    .filter(
      ({ customer: owner, status }) =>
        owner === customer && status !== "canceled" && status !== "incomplete_expired",
    );
}

export function renderPortal({ world, session, errors = {}, typed = NOTHING_TYPED }: PortalView): HttpAnswer {
  const customer = world.store.get(customers, session.customer);
  const flow = session.flow?.type;
  const named = session.flow?.subscription_cancel ?? session.flow?.subscription_update;
  const own = ownSubscriptions(world, session.customer).filter(
    ({ id }) => !named || id === named.subscription,
  );
  const action = `/p/session/${session.id}`;
  const hasErrors = Object.keys(errors).length > 0;
  return renderPage({
    title: `${hasErrors ? "Error: " : ""}Billing · ${world.merchant.name}`,
    status: hasErrors ? 402 : 200,
    script: SUBMIT_ONCE,
    body: html`<main class="single">
<header>${
      session.return_url
        ? html`<a href="${session.return_url}" aria-label="Return to ${world.merchant.name}">←</a>`
        : ""
    }<span>${world.merchant.name}</span>${sandboxBadge}</header>
<p class="soft">Billing of ${customer?.name ?? customer?.email ?? session.customer}</p>
${
  flow === "payment_method_update"
    ? ""
    : html`<h2>Current plan</h2>
${own.length === 0 ? html`<p class="soft">There is no running subscription.</p>` : own.map((one) => renderPlan(world, session, one, action))}`
}
${
  flow && flow !== "payment_method_update"
    ? ""
    : html`<h2>Payment method</h2>
<div class="card">${own.map((one) => {
        const card = methodFor(world.store, one)?.card;
        return card
          ? html`<p><strong>${card.brand.toUpperCase()}</strong> ending in ${card.last4}, expires ${card.exp_month}/${card.exp_year}</p>`
          : html`<p class="soft">No card is saved.</p>`;
      })}
<details${hasErrors || flow ? html` open` : ""}><summary>Use another card</summary>
${hasErrors ? html`<p class="alert" role="alert">The card was not saved. See the message at the field.</p>` : ""}
<form method="post" action="${action}" novalidate><input type="hidden" name="action" value="card">${cardFields(errors, typed)}
<button class="primary">Save card</button></form>${testCardHints}</details></div>`
}
${flow ? "" : html`<h2>Invoices</h2>${renderInvoices(world, session.customer)}`}
</main>`,
  });
}

function renderPlan(world: World, session: PortalSession, subscription: Subscription, action: string): Html {
  const { end } = onlyPeriod(subscription);
  const isEnding = subscription.cancel_at !== null;
  const what = isEnding ? "Ends" : subscription.status === "trialing" ? "Trial ends" : "Renews";
  const licensed = subscription.items.data.filter(({ price }) => price.recurring?.usage_type !== "metered");
  return html`<div class="card">${licensed.map(({ price, quantity }, index) => {
    const name = world.store.get(products, price.product)?.name ?? price.product;
    const amount = (price.unit_amount ?? 0) * (quantity ?? 1);
    return html`<strong>${name}${(quantity ?? 1) > 1 ? ` × ${quantity}` : ""}</strong>${
      index === 0 ? html` <span class="soft">(${subscription.status.replace("_", " ")})</span>` : ""
    }
<p class="price">${formatAmount(amount, price.currency)} <span class="soft">${formatInterval(price.recurring)}</span></p>`;
  })}
<p class="soft">${what} on ${formatDate(subscription.cancel_at ?? end)}.</p>
<form method="post" action="${action}"><input type="hidden" name="subscription" value="${subscription.id}">
<div class="actions">${
    isEnding
      ? html`<button name="action" value="resume">Don't cancel</button>`
      : html`<button name="action" value="cancel">${
          isImmediate(world, session) ? "Cancel now" : "Cancel at the end of the period"
        }</button>`
  }</div></form>
${session.flow?.type === "subscription_cancel" ? "" : renderOffers(world, offersFor(world, session, subscription), subscription, action)}</div>`;
}

const isImmediate = (world: World, { configuration }: PortalSession): boolean =>
  world.store.get(portalConfigurations, configuration)?.features.subscription_cancel.mode === "immediately";

function renderInvoices(world: World, customer: string): Html {
  const own = world.store.all(invoices).filter((invoice) => invoice.customer === customer && invoice.number);
  if (own.length === 0) return html`<p class="soft">No invoices yet.</p>`;
  return html`<div class="scroll"><table><thead><tr><th>Number</th><th>Date</th><th>Amount</th><th>Status</th></tr></thead><tbody>
${own.reverse().map(
  (invoice) => html`<tr><td><a href="/i/${invoice.id}">${invoice.number ?? invoice.id}</a></td>
<td class="num">${formatDate(invoice.created)}</td><td class="num">${formatAmount(invoice.total, invoice.currency)}</td>
<td>${invoice.status ?? ""}</td></tr>`,
)}</tbody></table></div>`;
}
