import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { startCheckout } from "#server/modules/billing/index.ts";
import { tellOfBilling, tellOperators } from "#server/modules/notifications/index.ts";
import { checkoutInput } from "#tests/support/billing.ts";
import { mailsTo } from "#tests/support/mail.ts";
import { type MoneyDesk, openMoneyDesk, type Payer } from "#tests/support/money-desk.ts";
import { card } from "#tests/support/stripe-sandbox.ts";

const DAY_MS = 86_400_000;
let desk: MoneyDesk;
let acme: Payer;

beforeAll(async () => {
  desk = await openMoneyDesk({
    env: { DATA_DIR: mkdtempSync(path.join(tmpdir(), "marque-money-")) },
    subscribers: [tellOfBilling, tellOperators],
  });
});
afterAll(() => desk.billing.close());
beforeEach(async () => {
  acme = await desk.payer();
});
afterEach(() => {
  desk.billing.sandbox.sandbox.setFaults({ duplicate: false, reorder: false });
});

const toOwner = async () =>
  (await mailsTo(desk.billing, acme.email))
    .map(({ subject }) => subject)
    .filter((subject) => !subject.startsWith("Your trial"));
const toStaff = async () =>
  (await mailsTo(desk.billing, desk.staff.email)).filter(
    ({ subject }) => subject.startsWith(acme.tenant.slug) || subject.includes(` ${acme.tenant.slug} `),
  );

it("a refund by hand at Stripe is told to the owner, once however its events come", async () => {
  desk.billing.sandbox.sandbox.setFaults({ duplicate: true, reorder: true });
  await desk.billing.ports.stripe.client.refunds.create({ charge: acme.charge, amount: 1250 });
  await desk.billing.settle();
  await desk.billing.settle();
  expect(await toOwner()).toEqual(["$12.50 was refunded"]);
});

it("of a credit note the owner hears what is credited; what goes to the card is told as a refund", async () => {
  const { id, number } = await acme.paid();
  await acme.post(`/invoices/${id}/credit-note`, { amountMinor: 500 });
  await acme.post(`/invoices/${id}/credit-note`, { amountMinor: 300, to: "card" });
  await desk.billing.settle();
  expect((await toOwner()).toSorted()).toEqual(["$3 was refunded", "A credit of $5"]);
  const credit = (await mailsTo(desk.billing, acme.email)).find(
    ({ subject }) => subject === "A credit of $5",
  );
  expect(credit?.text).toContain(`Invoice ${number} was lowered. $5 is taken off your next invoices.`);
});

it("of a dispute owner and operators hear, with what each can do, and how it ended", async () => {
  desk.billing.sandbox.sandbox.setFaults({ duplicate: true });
  desk.billing.sandbox.sandbox.dispute(acme.charge);
  await desk.billing.settle();
  expect(await toOwner()).toEqual(["A payment of $29 was disputed"]);
  const [open] = (await acme.get("/disputes")).body;
  const [told, ...more] = await toStaff();
  expect([told?.subject, more]).toEqual([`${acme.tenant.slug} disputes $29`, []]);
  expect(told?.text).toContain(`Without an answer by ${open.answerBy} it is lost.`);
  expect(told?.text).toContain(`/tenants/${acme.tenant.slug}/disputes/${open.id}/evidence`);
  await acme.post(`/disputes/${open.id}/accept`);
  await desk.billing.settle();
  expect((await toOwner()).toSorted()).toEqual([
    "A payment of $29 was charged back",
    "A payment of $29 was disputed",
  ]);
  expect((await toStaff()).map(({ subject }) => subject)).toContain(
    `The dispute of ${acme.tenant.slug} over $29 is lost`,
  );
});

it("who pays by the year hears a week before that it renews; who pays by the month does not", async () => {
  const yearly = await desk.billing.mintTenant();
  const input = { ...checkoutInput(yearly.ctx(), "starter"), interval: "year" as const };
  const { url } = await startCheckout.call(yearly.ctx(), input);
  await desk.billing.sandbox.submit(new URL(url).pathname, card("4242424242424242"));
  await desk.billing.settle();
  for (const days of [15, 353]) {
    desk.billing.clock.advance(days * DAY_MS);
    await desk.billing.settle();
  }
  const renewals = async (email: string) =>
    (await mailsTo(desk.billing, email)).filter(({ subject }) => subject.includes("renews on"));
  expect((await renewals(yearly.email)).map(({ subject }) => subject)).toEqual([
    expect.stringMatching(/^Your plan renews on \d+ \w+ \d{4} for \$\d+$/),
  ]);
  expect(await renewals(acme.email)).toEqual([]);
});
