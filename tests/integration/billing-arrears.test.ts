import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { platformCtx } from "#server/modules/audit/index.ts";
import { getSubscription, recoverWhenPaid, watchArrears } from "#server/modules/billing/index.ts";
import { tellOfArrears, tellOfBilling, tellOfLifecycle } from "#server/modules/notifications/index.ts";
import { reactivateTenant } from "#server/modules/operator/index.ts";
import { getTenantState } from "#server/modules/tenancy/index.ts";
import { type BillingHarness, openBilling } from "#tests/support/billing.ts";
import type { MintedTenant } from "#tests/support/harness.ts";
import { mailsTo } from "#tests/support/mail.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Stripe's test card that attaches and then fails. */
const FAILS_LATER = "4000000000000341";
const REMINDER = "Reminder: $29 is still open";
const LAST_DAY = "Last day: $29 is still open";

let billing: BillingHarness;
let acme: MintedTenant;

beforeAll(async () => {
  billing = await openBilling({
    env: { DATA_DIR: mkdtempSync(path.join(tmpdir(), "marque-arrears-")) },
    subscribers: [tellOfBilling, tellOfArrears, tellOfLifecycle, recoverWhenPaid],
  });
});
afterAll(() => billing.close());
beforeEach(async () => {
  acme = await billing.mintTenant();
  await billing.checkout(acme, "starter", FAILS_LATER);
  await billing.settle();
  // The trial is over, and the renewal has failed an hour ago.
  await pass(14 * DAY_MS + HOUR_MS);
});

/** Two workers look at the same time. */
async function look(): Promise<void> {
  const { signal } = new AbortController();
  await Promise.all([watchArrears.run(billing.ports, signal), watchArrears.run(billing.ports, signal)]);
  await billing.work();
}

async function pass(ms: number): Promise<void> {
  billing.clock.advance(ms);
  await billing.settle();
  await look();
}

const mails = () => mailsTo(billing, acme.email);
/** Oldest first, without those of the trial and of each attempt. */
const reminders = async () =>
  (await mails())
    .map(({ subject }) => subject)
    .filter((subject) => !/did not go through|Your trial ends/.test(subject))
    .toReversed();
const status = async () => (await getTenantState.call(acme.ctx(), {})).status;
const customer = async () => (await acme.ctx().db.billingCustomer.findFirstOrThrow()).stripeCustomerId;

/** As on Stripe's page, with a card that works. */
async function pay(): Promise<void> {
  const { client } = billing.ports.stripe;
  const owner = await customer();
  const method = await client.paymentMethods.attach("pm_card_visa", { customer: owner });
  const { data } = await client.invoices.list({ customer: owner, status: "open" });
  for (const { id } of data) await client.invoices.pay(id, { payment_method: method.id });
}

it("a debt is reminded of a day after, halfway and on its last day, each once however many look and how often", async () => {
  expect(await reminders()).toEqual([]);
  await pass(DAY_MS);
  await look();
  expect(await reminders()).toEqual([REMINDER]);
  await pass(DAY_MS);
  expect(await reminders()).toEqual([REMINDER]);
  await pass(1.5 * DAY_MS);
  await look();
  expect(await reminders()).toEqual([REMINDER, REMINDER]);
  await pass(2.5 * DAY_MS);
  await look();
  expect(await reminders()).toEqual([REMINDER, REMINDER, LAST_DAY]);
  const [mail] = await mails();
  const { until } = await getSubscription.call(acme.ctx(), {});
  const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(until ?? 0),
  );
  expect(mail?.text).toContain(`keeps working until ${day}`);
  expect(mail?.text).toMatch(/Pay now: http\S+/);
  expect(mail?.text).toContain("/settings/billing");

  await pass(DAY_MS);
  expect(await status()).toBe("suspended");
  expect(await reminders()).toEqual([REMINDER, REMINDER, LAST_DAY, expect.stringMatching(/is suspended$/)]);
  const [suspended] = await mails();
  expect(suspended?.text).toMatch(/A payment of \$29 has failed[\s\S]*Pay now: http/);

  await pay();
  await billing.settle();
  expect(await status()).toBe("active");
  await look();
  expect((await reminders()).slice(4)).toEqual([expect.stringMatching(/is open again$/)]);
});

it("stops at once when it is paid, and says that the payment arrived", async () => {
  await pass(DAY_MS);
  await pay();
  await billing.settle();
  await billing.settle();
  expect(await reminders()).toEqual([REMINDER, "Your payment arrived"]);
  await pass(3 * DAY_MS);
  await pass(3 * DAY_MS);
  expect(await reminders()).toEqual([REMINDER, "Your payment arrived"]);
});

it("is not mailed when it was paid between the decision and the mail", async () => {
  billing.clock.advance(DAY_MS);
  const { signal } = new AbortController();
  await watchArrears.run(billing.ports, signal);
  await pay();
  await billing.work();
  expect(await reminders()).toEqual([]);
});

it("after days without a worker only the latest reminder is sent", async () => {
  await pass(6.5 * DAY_MS);
  expect(await reminders()).toEqual([LAST_DAY]);
});

it("given more time by the operator, is told its new day", async () => {
  await pass(7 * DAY_MS);
  expect(await status()).toBe("suspended");
  const operator = platformCtx(billing.ports, { type: "operator", userId: acme.ownerId });
  await reactivateTenant.call(operator, { tenant: acme.tenant.slug });
  await pass(HOUR_MS);
  expect((await reminders()).at(-1)).toBe(REMINDER);
  const before = (await reminders()).length;
  await pass(6 * DAY_MS);
  expect((await reminders()).slice(before)).toEqual([LAST_DAY]);
});

it("that is never paid ends with the plan, and that is told once", async () => {
  await pass(DAY_MS);
  await pass(6 * DAY_MS);
  await pass(10 * DAY_MS);
  expect(await getSubscription.call(acme.ctx(), {})).toMatchObject({ subscription: { status: "canceled" } });
  await look();
  const said = await reminders();
  expect(said.filter((subject) => subject === "Your plan has ended unpaid")).toHaveLength(1);
  expect(said).not.toContain("Your payment arrived");
  expect(await status()).toBe("active");
});

it("a process that dies before its commit has told nothing, and the next tells it", async () => {
  billing.clock.advance(DAY_MS);
  const { tenantDb } = billing.ports;
  billing.ports.tenantDb = (id) => {
    const bound = tenantDb(id);
    return {
      ...bound,
      transaction: (work, plane) =>
        bound.transaction(async (...args) => {
          await work(...args);
          throw new Error("killed");
        }, plane),
    };
  };
  await look().catch(() => {});
  billing.ports.tenantDb = tenantDb;
  expect(await reminders()).toEqual([]);
  await look();
  expect(await reminders()).toEqual([REMINDER]);
});

it("has one grace, also where Stripe goes on invoicing what is past due", async () => {
  billing.sandbox.sandbox.setBilling({ retryDays: [3], finalStatus: "past_due" });
  await pass(7 * DAY_MS);
  expect(await status()).toBe("suspended");
  for (const _ of [1, 2]) await pass(15 * DAY_MS);
  const { client } = billing.ports.stripe;
  const open = await client.invoices.list({ customer: await customer(), status: "open" });
  billing.sandbox.sandbox.setBilling({ retryDays: [3, 5, 7], finalStatus: "canceled" });
  expect(open.data.length).toBeGreaterThan(1);
  expect(await status()).toBe("suspended");
  expect((await reminders()).filter((subject) => / is open again$/.test(subject))).toEqual([]);
});
