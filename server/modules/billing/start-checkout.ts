import { createHash } from "node:crypto";
import type Stripe from "stripe";
import type { z } from "zod";
import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError, fieldError } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { catalogueOf } from "./catalogue.ts";
import { type CheckoutRow, insertCheckout, latestCheckout, openCheckouts } from "./checkout-store.ts";
import { ensureCustomer } from "./customer.ts";
import { requireOwnUrl } from "./return-url.ts";
import { checkoutTrial, isLive } from "./rules.ts";
import { CheckoutStarted, StartCheckoutInput } from "./schema.ts";
import { sellablePlan } from "./sellable-plan.ts";
import { lockCustomer, readFacts } from "./store.ts";
import { askingStripe } from "./stripe-outage.ts";
import { lookupKeyOf, syncCatalogue } from "./sync-catalogue.ts";

/** Stripe works out the tax from the address, and asks companies for their tax id. */
const TAXED: Partial<Stripe.Checkout.SessionCreateParams> = {
  automatic_tax: { enabled: true },
  billing_address_collection: "required",
  tax_id_collection: { enabled: true },
  customer_update: { address: "auto", name: "auto" },
};

/**
 * Opens Stripe Checkout for a plan. The client names the plan and the interval, never a price. Asking again for the
 * same while it is open, twice at once too, answers the same page; asking for another closes the first.
 */
export const startCheckout = command({
  verb: "checkout.start",
  permission: "billing:write",
  input: StartCheckoutInput,
  output: CheckoutStarted,
  prepare: ({ ctx, input }) => askingStripe(() => openCheckout(ctx, input)),
  async run({ ctx, prepared }) {
    const { id, stripeId, plan, interval, currency, returnUrl, url, expiresAt, replaces } = prepared;
    const row: CheckoutRow = { id, stripeId, plan, interval, currency, returnUrl, url, expiresAt };
    await lockCustomer(ctx.db);
    if ((await openCheckouts(ctx.db)).some((open) => open.stripeId !== stripeId && open.id !== replaces)) {
      throw new AppError("conflict", "Another checkout was opened at the same moment. Try again.", {
        reason: "checkout_race",
      });
    }
    await insertCheckout(ctx.db, row, ctx.now());
    return {
      value: { url, expiresAt: expiresAt.toISOString() },
      audit: { entityId: stripeId, after: { plan, interval, currency } },
    };
  },
});

async function openCheckout(ctx: Ctx, input: z.output<typeof StartCheckoutInput>) {
  const plan = sellablePlan(ctx, input.plan);
  const price = plan.prices.find(
    ({ interval, currency }) => interval === input.interval && currency === (input.currency ?? currency),
  );
  if (!price) throw fieldError("interval", `${plan.name} is not sold this way.`, { reason: "no_such_price" });
  const returnUrl = (await requireOwnUrl(ctx, input.returnUrl)).href;
  const facts = await readFacts(ctx.db);
  if (facts.subscriptions.some(isLive)) {
    throw new AppError("conflict", "This workspace already has a subscription.", {
      reason: "already_subscribed",
    });
  }
  const wanted = { plan: plan.key, interval: price.interval, currency: price.currency, returnUrl };
  const before = await latestCheckout(ctx.db);
  if (before?.status === "open" && before.expiresAt > ctx.now()) {
    if (isSame(before, wanted) && (await isStillOpen(ctx, before.stripeId))) {
      return { ...before, replaces: null };
    }
    await closeCheckout(ctx, before.stripeId);
  }
  const customer = await ensureCustomer(ctx);
  const catalogue = catalogueOf(ctx.ports);
  const { prices } = await syncCatalogue(ctx.ports.stripe.client, catalogue, [plan]);
  const stripePrice = prices.get(lookupKeyOf(catalogue, plan, price));
  if (!stripePrice) throw new Error(`The catalogue sync left out ${plan.key}.`);
  const params: Stripe.Checkout.SessionCreateParams = {
    mode: "subscription",
    customer,
    client_reference_id: ctx.tenant.id,
    line_items: [{ price: stripePrice, quantity: 1 }],
    allow_promotion_codes: true,
    ...(ctx.ports.env.STRIPE_TAX ? TAXED : {}),
    success_url: successUrl(returnUrl),
    cancel_url: returnUrl,
    subscription_data: {
      metadata: { tenant: ctx.tenant.id },
      ...trialParams(checkoutTrial(catalogue, plan, facts, ctx.now())),
    },
  };
  const session = await ctx.ports.stripe.client.checkout.sessions.create(params, {
    idempotencyKey: `checkout:${ctx.tenant.id}:${before?.id ?? "first"}:${fingerprintOf(params)}`,
  });
  return { ...wanted, ...openSession(session), id: ctx.newId(), replaces: before?.id ?? null };
}

function isSame(
  open: CheckoutRow,
  wanted: Omit<CheckoutRow, "id" | "stripeId" | "url" | "expiresAt">,
): boolean {
  return (
    open.plan === wanted.plan &&
    open.interval === wanted.interval &&
    open.currency === wanted.currency &&
    open.returnUrl === wanted.returnUrl
  );
}

const fingerprintOf = (params: object): string =>
  createHash("sha256").update(JSON.stringify(params)).digest("hex").slice(0, 32);

async function isStillOpen({ ports }: Ctx, stripeId: string): Promise<boolean> {
  return (await ports.stripe.client.checkout.sessions.retrieve(stripeId)).status === "open";
}

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

function successUrl(returnUrl: string): string {
  const url = new URL(returnUrl);
  url.searchParams.set("checkout", "success");
  url.searchParams.delete("session_id");
  return `${url.href}&session_id={CHECKOUT_SESSION_ID}`;
}

function trialParams(
  trial: ReturnType<typeof checkoutTrial>,
): Stripe.Checkout.SessionCreateParams.SubscriptionData {
  if (!trial) return {};
  return "days" in trial
    ? { trial_period_days: trial.days }
    : { trial_end: Math.floor(trial.end.getTime() / 1000) };
}

function openSession(session: Stripe.Checkout.Session) {
  if (!session.url) throw new Error(`Stripe's checkout session ${session.id} has no address.`);
  return { stripeId: session.id, url: session.url, expiresAt: new Date(session.expires_at * 1000) };
}
