import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx, Ports } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { platformCtx, tenantCtx, tenantOutbox, verifyAudit } from "#server/modules/audit/index.ts";
import {
  applyStripeEvents,
  backFillEvents,
  findCustomer,
  listInvoices,
  recoverWhenPaid,
  refundInvoice,
} from "#server/modules/billing/index.ts";
import { listSubscriptions } from "#server/modules/billing/store.ts";
import { projectSubscription, SUBSCRIPTION_PARTS } from "#server/modules/billing/subscription-projection.ts";
import { tellOfBilling } from "#server/modules/notifications/index.ts";
import { answerStripeWebhook } from "#server/rest/receive-stripe-webhook.ts";
import { drainOutbox } from "#server/worker/relay-outbox.ts";
import { type BillingHarness, openBilling } from "#tests/support/billing.ts";
import { doDeed } from "#tests/support/billing-deeds.ts";
import { type Deed, life, type Turn } from "#tests/support/billing-turns.ts";
import type { MintedTenant } from "#tests/support/harness.ts";
import { mailsTo } from "#tests/support/mail.ts";
import { type MortalProcess, openMortal } from "#tests/support/mortal.ts";

const DAY_MS = 86_400_000;
/** Stripe lists events for 30 days. */
const LISTED_DAYS = 28;
const HEARING = [applyStripeEvents, tellOfBilling, recoverWhenPaid];

let billing: BillingHarness;
let web: MortalProcess;
let otherTab: MortalProcess;
let workers: [MortalProcess, MortalProcess];
let acme: MintedTenant;
/** Webhooks that Stripe has sent and that have not come yet. */
let underway: string[];
/** Since Stripe was last asked for what it told. */
let silentDays: number;

beforeAll(async () => {
  billing = await openBilling({
    env: { DATA_DIR: mkdtempSync(path.join(tmpdir(), "marque-life-")) },
    sandbox: {
      post: async (_url, body) => {
        underway.push(body);
        return 200;
      },
    },
  });
  const open = () => openMortal(billing, billing.sandbox.url);
  web = await open();
  otherTab = await open();
  workers = [await open(), await open()];
});
afterAll(async () => {
  for (const each of [web, otherTab, ...workers]) await each.close();
  await billing.close();
});

const stripe = () => billing.sandbox.stripe;
const owner = (ports: Ports): Ctx => tenantCtx(ports, acme.tenant, acme.ctx().actor);

/** The business may refuse what does not fit the moment. */
const unlessRefused = (error: unknown) => {
  if (!(error instanceof AppError)) throw error;
};

const act = (ports: Ports, deed: Deed): Promise<void> => doDeed(billing, owner(ports), deed);

async function refund({ fate, isTwice, death }: Extract<Turn, { kind: "refund" }>): Promise<void> {
  const { invoices } = await listInvoices.call(acme.ctx(), {});
  const invoice = invoices.find(({ status, paidMinor }) => status === "paid" && paidMinor > 0);
  if (!invoice) return;
  const asked = {
    tenant: acme.tenant.slug,
    invoiceId: invoice.id,
    idempotencyKey: `refund-${invoice.id}`,
    reason: "requested_by_customer" as const,
    subscription: fate,
  };
  const give = (ports: Ports) =>
    refundInvoice.call(platformCtx(ports, { type: "operator", userId: acme.ownerId }), asked);
  await web.run(death, (ports) => give(ports).catch(unlessRefused));
  if (isTwice) await otherTab.run(null, (ports) => give(ports).catch(unlessRefused));
}

async function dispute(outcome: "won" | "lost"): Promise<void> {
  const customer = await findCustomer(acme.ctx().db);
  const charges = customer ? (await stripe().charges.list({ customer, limit: 100 })).data : [];
  const charge = charges.find(({ paid, amount_refunded, disputed }) => paid && !amount_refunded && !disputed);
  if (!charge) return;
  const { sandbox } = billing.sandbox;
  sandbox.dispute(charge.id);
  const { data } = await stripe().disputes.list({ charge: charge.id });
  for (const { id } of data) sandbox.closeDispute(id, outcome);
}

async function live(turn: Turn): Promise<void> {
  switch (turn.kind) {
    case "do":
      await web.run(turn.death, (ports) => act(ports, turn.deed).catch(unlessRefused));
      break;
    case "both":
      await Promise.all(
        [web, otherTab].map((tab, index) =>
          tab.run(turn.deaths[index] ?? null, (ports) =>
            act(ports, turn.deeds[index] ?? turn.deeds[0]).catch(unlessRefused),
          ),
        ),
      );
      break;
    case "refund":
      await refund(turn);
      break;
    case "dispute":
      await dispute(turn.outcome);
      break;
    case "days":
      if (silentDays + turn.days > LISTED_DAYS) await askForAll();
      silentDays += turn.days;
      billing.clock.advance(turn.days * DAY_MS);
      break;
    case "payWithGoodCard":
      await payWithGoodCard();
      break;
    case "endAtStripe":
      for (const { id } of await running()) await stripe().subscriptions.cancel(id);
      break;
    case "hear":
      await hear(turn);
      break;
    default:
      turn satisfies never;
  }
  await billing.sandbox.sandbox.settle();
}

async function hear({ fates, order, meanwhile, deaths }: Extract<Turn, { kind: "hear" }>): Promise<void> {
  const heard: [string[], string[]] = [[], []];
  const late: string[] = [];
  for (const [index, body] of underway.entries()) {
    const fate = fates[index % fates.length] ?? "once";
    const place = order[index % order.length] ?? 0;
    if (fate === "late") late.push(body);
    if (fate === "once" || fate === "twice") heard[place % 2]?.splice(place % (index + 1), 0, body);
    if (fate === "twice") heard[1 - (place % 2)]?.push(body);
  }
  underway = late;
  const deed = doMeanwhile(meanwhile);
  await Promise.all([
    hearAs(0, async (ports) => {
      for (const body of heard[0]) await post(ports, body);
      await work(ports);
    }),
    hearAs(1, async (ports) => {
      for (const body of heard[1]) await post(ports, body);
      await deed;
      // What that led to is heard of at once.
      for (const body of underway.splice(0)) await post(ports, body);
      await work(ports);
    }),
  ]);

  async function hearAs(index: 0 | 1, hearing: (ports: Ports) => Promise<void>) {
    const isAlive = await workers[index].run(deaths[index], hearing);
    // Stripe sends again what was not answered.
    if (!isAlive) underway.push(...heard[index]);
  }
}

async function doMeanwhile(deed: Deed | null): Promise<void> {
  if (deed) await web.run(null, (ports) => act(ports, deed).catch(unlessRefused));
  await billing.sandbox.sandbox.settle();
}

async function post(ports: Ports, body: string): Promise<void> {
  const headers = { "stripe-signature": billing.sign(body) };
  const answer = await answerStripeWebhook(
    ports,
    new Request("http://x.test/", { method: "POST", body, headers }),
  );
  expect(answer.status).toBe(200);
}

async function work(ports: Ports): Promise<void> {
  const { signal } = new AbortController();
  const isDone = () =>
    drainOutbox(ports, tenantOutbox, async (event) => {
      for (const { events, run } of HEARING) if (events.includes(event.type)) await run(ports, event, signal);
    });
  while (!(await isDone()));
}

/** What was lost, or is late, we ask for. */
async function askForAll(): Promise<void> {
  await backFillEvents(billing.ports);
  await work(billing.ports);
  silentDays = 0;
}

async function running() {
  const customer = await findCustomer(acme.ctx().db);
  if (!customer) return [];
  const { data } = await stripe().subscriptions.list({ customer });
  return data;
}

async function payWithGoodCard(): Promise<void> {
  const customer = await findCustomer(acme.ctx().db);
  if (!customer) return;
  const { id } = await stripe().paymentMethods.attach("pm_card_visa", { customer });
  await stripe().customers.update(customer, { invoice_settings: { default_payment_method: id } });
  for (const one of await running())
    await stripe().subscriptions.update(one.id, { default_payment_method: id });
  const { data } = await stripe().invoices.list({ customer, status: "open" });
  for (const invoice of data) await stripe().invoices.pay(invoice.id ?? "", { payment_method: id });
}

/** What our rows must say, worked out of Stripe's state alone. */
async function projected(customer: string) {
  const { data } = await stripe().subscriptions.list({
    customer,
    status: "all",
    limit: 100,
    expand: SUBSCRIPTION_PARTS.map((part) => `data.${part}`),
  });
  return data.map((one) => projectSubscription(one, "marque"));
}

const byId = <T extends { id: string }>(rows: T[]): T[] => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));

async function expectStripesEnd(): Promise<void> {
  const ctx = acme.ctx();
  const customer = await findCustomer(ctx.db);
  const subscriptions = customer ? await projected(customer) : [];
  expect(byId(await listSubscriptions(ctx.db))).toEqual(byId(subscriptions));
  expect(subscriptions.filter(({ endedAt }) => endedAt === null).length).toBeLessThanOrEqual(1);
  await expectSoldOnce(customer);
  for (const { id } of await customersOfAcme()) {
    // A death between Stripe's answer and our row leaves a customer behind, with nothing.
    if (id !== customer) expect(await projected(id)).toEqual([]);
  }
  expect(await verifyAudit.call(ctx, {})).toMatchObject({ isIntact: true });
  if (customer) await expectToldOnce(customer);
}

/** No price is on a subscription twice, and no payment went back more than once. */
async function expectSoldOnce(customer: string | null): Promise<void> {
  if (!customer) return;
  const { data } = await stripe().subscriptions.list({ customer, status: "all", limit: 100 });
  for (const { items } of data) {
    const prices = items.data.map(({ price }) => price.id);
    expect(new Set(prices).size).toBe(prices.length);
  }
  const charges = await stripe().charges.list({ customer, limit: 100 });
  for (const { amount, amount_refunded } of charges.data) expect(amount_refunded).toBeLessThanOrEqual(amount);
}

const customersOfAcme = async () =>
  (await stripe().customers.search({ query: `metadata['tenant']:'${acme.tenant.id}'` })).data;

/** Each renewal that failed is told in one mail. */
async function expectToldOnce(customer: string): Promise<void> {
  const told = stripe().events.list({ type: "invoice.payment_failed", limit: 100 });
  const failures = (await told.autoPagingToArray({ limit: 10_000 })).filter(
    ({ data: { object } }) =>
      "billing_reason" in object &&
      object.billing_reason === "subscription_cycle" &&
      object.customer === customer,
  );
  const mails = await mailsTo(billing, acme.email);
  expect(mails.filter(({ subject }) => subject.includes("did not go through"))).toHaveLength(failures.length);
}

test("whatever a life brings, in whatever order it is heard, and wherever processes die, the end is Stripe's end", async () => {
  await fc.assert(
    fc.asyncProperty(life, async (turns) => {
      acme = await billing.mintTenant();
      underway = [];
      silentDays = 0;
      try {
        for (const turn of turns) await live(turn);
        await askForAll();
        await expectStripesEnd();
      } finally {
        const customer = await findCustomer(acme.ctx().db);
        if (customer) await stripe().customers.del(customer);
      }
    }),
    { numRuns: 25, seed: 20_261_028 },
  );
}, 300_000);
