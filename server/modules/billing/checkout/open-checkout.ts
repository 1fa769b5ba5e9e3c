import { createHash } from "node:crypto";
import type Stripe from "stripe";
import type { z } from "zod";
import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { lookupKeyOf, syncCatalogue } from "../catalogue/sync-catalogue.ts";
import { ensureCustomer } from "../customer.ts";
import type { StartCheckoutInput } from "../schema.ts";
import { lockCustomer } from "../store.ts";
import { syncSubscriptions } from "../sync-subscriptions.ts";
import { checkoutParams, type UiMode } from "./checkout-params.ts";
import { type CheckoutRow, insertCheckout, latestCheckout, openCheckouts } from "./checkout-store.ts";
import { resolvePurchase } from "./resolve-purchase.ts";
import { requireOwnUrl } from "./return-url.ts";

interface OpenedCheckout {
  row: CheckoutRow;
  /** The checkout that was closed for it. */
  replaces: string | null;
  /** For Stripe's form on a page of ours; null for a page of Stripe's. */
  clientSecret: string | null;
}

/**
 * Opens a checkout at Stripe, or finds the one that is open for the same; another that is open is closed. Calls Stripe:
 * never inside a transaction.
 */
export async function openCheckout(
  ctx: Ctx,
  input: z.output<typeof StartCheckoutInput>,
  uiMode: UiMode,
): Promise<OpenedCheckout> {
  const returnUrl = (await requireOwnUrl(ctx, input.returnUrl)).href;
  // What was paid may not have been heard of yet.
  await syncSubscriptions(ctx);
  const { catalogue, plan, price, trial } = await resolvePurchase(ctx, input);
  const { sessions } = ctx.ports.stripe.client.checkout;
  const wanted = { plan: plan.key, interval: price.interval, currency: price.currency, returnUrl };
  const before = await latestCheckout(ctx.db);
  if (before?.status === "open" && before.expiresAt > ctx.now()) {
    const same = isSame(before, wanted) ? await sessions.retrieve(before.stripeId) : null;
    if (same?.status === "open" && same.ui_mode === uiMode) return opened(same, before.id, wanted, null);
    await closeCheckout(ctx, before.stripeId);
  }
  const customer = await ensureCustomer(ctx);
  const { prices } = await syncCatalogue(ctx.ports.stripe.client, catalogue, [plan]);
  const stripePrice = prices.get(lookupKeyOf(catalogue, plan, price));
  if (!stripePrice) throw new Error(`The catalogue sync left out ${plan.key}.`);
  const params = checkoutParams(ctx, { customer, price: stripePrice, trial, returnUrl, uiMode });
  const session = await sessions.create(params, {
    idempotencyKey: `checkout:${ctx.tenant.id}:${before?.id ?? "first"}:${fingerprintOf(params)}`,
  });
  return opened(session, ctx.newId(), wanted, before?.id ?? null);
}

/** Inside the command's transaction: one checkout is open at a time, also when two are started at once. */
export async function writeCheckout(ctx: Ctx, { row, replaces }: OpenedCheckout) {
  await lockCustomer(ctx.db);
  const others = (await openCheckouts(ctx.db)).filter(({ stripeId }) => stripeId !== row.stripeId);
  if (others.some(({ id }) => id !== replaces)) {
    throw new AppError("conflict", "Another checkout was opened at the same moment. Try again.", {
      reason: "checkout_race",
    });
  }
  await insertCheckout(ctx.db, row, ctx.now());
  const { plan, interval, currency } = row;
  return { entityId: row.stripeId, after: { plan, interval, currency } };
}

type Wanted = Pick<CheckoutRow, "plan" | "interval" | "currency" | "returnUrl">;

const isSame = (open: CheckoutRow, wanted: Wanted): boolean =>
  open.plan === wanted.plan &&
  open.interval === wanted.interval &&
  open.currency === wanted.currency &&
  open.returnUrl === wanted.returnUrl;

const fingerprintOf = (params: object): string =>
  createHash("sha256").update(JSON.stringify(params)).digest("hex").slice(0, 32);

/** Closing one that is closed already is quiet; one that was paid in this moment must not be passed over. */
async function closeCheckout({ ports }: Ctx, stripeId: string): Promise<void> {
  const { sessions } = ports.stripe.client.checkout;
  try {
    await sessions.expire(stripeId);
  } catch (error) {
    const { status } = await sessions.retrieve(stripeId);
    if (status === "open") throw error;
    if (status !== "complete") return;
    throw new AppError("conflict", "Your payment is being confirmed. This takes a few seconds.", {
      reason: "payment_being_confirmed",
    });
  }
}

function opened(
  session: Stripe.Checkout.Session,
  id: string,
  wanted: Wanted,
  replaces: string | null,
): OpenedCheckout {
  const { id: stripeId, url, client_secret: clientSecret, expires_at } = session;
  const row = { ...wanted, id, stripeId, url, expiresAt: new Date(expires_at * 1000) };
  return { row, replaces, clientSecret };
}
