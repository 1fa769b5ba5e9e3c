import { trialEndAt } from "../billing/checkout-quote.ts";
import { mustGetPlan } from "../billing/checkout-record.ts";
import {
  type CheckoutSession,
  type Coupon,
  coupons,
  type Invoice,
  promotionCodes,
} from "../core/collections.ts";
import type { World } from "../core/world.ts";
import { lineItemsOf } from "../resources/checkout-sessions.ts";
import { formatAmount, formatDate, formatInterval } from "./amounts.ts";
import { type FieldErrors, textField } from "./card-fields.ts";
import { type Html, html } from "./html.ts";

/** What is bought, what it comes to, and the place for a promotion code. */
export function renderSummary(
  world: World,
  session: CheckoutSession,
  quote: Invoice,
  errors: FieldErrors,
): Html {
  const items = lineItemsOf(world.store, session.id).data;
  const trialEnd = trialEndAt(mustGetPlan(world.store, session.id), Math.floor(world.nowMs() / 1000));
  const currency = session.currency ?? "usd";
  const money = (amount: number) => formatAmount(amount, currency);
  const recurring = items[0]?.price?.recurring ?? null;
  const isMetered = recurring?.usage_type === "metered";
  const gross = items.reduce((sum, item) => sum + item.amount_total, 0);
  const renewal = `${money(gross)} ${formatInterval(recurring)}`;
  const trialDays = trialEnd && Math.round((trialEnd - world.nowMs() / 1000) / 86_400);
  const total = trialEnd ? 0 : quote.total;
  return html`<h1>${trialEnd ? "Try" : "Subscribe to"} ${items[0]?.description ?? ""}</h1>
<p class="price">${trialEnd ? `${trialDays} days free` : money(total)}</p>
<p class="soft">${
    trialEnd
      ? `Then ${renewal}, from ${formatDate(trialEnd)}`
      : isOnce(world, session)
        ? `today, then ${renewal}`
        : formatInterval(recurring)
  }</p>
<dl>${items.map(
    (item) => html`<div><dt>${item.description ?? ""}${
      (item.quantity ?? 1) > 1 ? ` × ${item.quantity}` : ""
    }<small>${item.price?.recurring?.usage_type === "metered" ? "By use, billed" : "Billed"} ${formatInterval(item.price?.recurring ?? null)}</small></dt>
<dd>${item.price?.recurring?.usage_type === "metered" ? "" : money(item.amount_total)}</dd></div>`,
  )}
${trialEnd ? "" : deductions(quote, money)}
${trialEnd && !isMetered ? html`<div><dt>Total after trial</dt><dd>${money(gross)}</dd></div>` : ""}
<div><dt>Total due today</dt><dd>${money(total)}</dd></div></dl>
${promotionForm(world, session, errors)}`;
}

function couponFor(world: World, session: CheckoutSession): Coupon | undefined {
  const [discount] = session.discounts ?? [];
  const code = world.store.get(promotionCodes, discount?.promotion_code ?? "");
  return world.store.get(coupons, code?.promotion.coupon ?? discount?.coupon ?? "");
}

const isOnce = (world: World, session: CheckoutSession): boolean =>
  couponFor(world, session)?.duration === "once";

function deductions(quote: Invoice, money: (amount: number) => string): Html[] {
  const discounts = (quote.total_discount_amounts ?? []).map(
    ({ amount }) => html`<div><dt>Discount</dt><dd>−${money(amount)}</dd></div>`,
  );
  const taxes = (quote.total_taxes ?? []).map(
    ({ amount, tax_behavior }) =>
      html`<div><dt>Tax${tax_behavior === "inclusive" ? " (included)" : ""}</dt><dd>${money(amount)}</dd></div>`,
  );
  return [...discounts, ...taxes];
}

const nameOf = (coupon: Coupon): string =>
  coupon.name ?? (coupon.percent_off === null ? "Discount" : `${coupon.percent_off}% off`);

function promotionForm(world: World, session: CheckoutSession, errors: FieldErrors): Html {
  const [discount] = session.discounts ?? [];
  const action = `/c/pay/${session.id}`;
  if (discount) {
    const code = world.store.get(promotionCodes, discount.promotion_code ?? "");
    const coupon = couponFor(world, session);
    const remove = session.allow_promotion_codes
      ? html`<button name="action" value="remove_promotion">Remove</button>`
      : "";
    return html`<form method="post" action="${action}" class="promotion"><p class="soft"><strong>${
      code?.code ?? ""
    }</strong> ${coupon ? nameOf(coupon) : ""}</p>${remove}</form>`;
  }
  if (!session.allow_promotion_codes) return html``;
  return html`<form method="post" action="${action}" class="promotion" novalidate>${textField({
    name: "promotion_code",
    label: "Promotion code",
    error: errors.promotion_code,
    attributes: html`autocomplete="off" maxlength="100"`,
  })}<button name="action" value="promotion">Apply</button></form>`;
}
