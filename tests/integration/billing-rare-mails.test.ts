import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { updateMember } from "#server/modules/members/index.ts";
import { tellOfBilling, tellOperators } from "#server/modules/notifications/index.ts";
import { addOnDesk, ON_STARTER } from "#tests/support/add-ons.ts";
import { mailsTo } from "#tests/support/mail.ts";
import { ctxOf, join } from "#tests/support/members.ts";
import { type MoneyDesk, openMoneyDesk, type Payer } from "#tests/support/money-desk.ts";

const DAY_MS = 86_400_000;
let desk: MoneyDesk;
let acme: Payer;

beforeAll(async () => {
  desk = await openMoneyDesk({
    env: { DATA_DIR: mkdtempSync(path.join(tmpdir(), "marque-rare-")) },
    subscribers: [tellOfBilling, tellOperators],
  });
});
afterAll(() => desk.billing.close());
beforeEach(async () => {
  acme = await desk.payer();
});

let told = 0;
/** What the sandbox has no occasion for, signed as Stripe signs it and taken in by the endpoint, twice. */
async function say(type: string, object: object): Promise<void> {
  const { billing } = desk;
  told += 1;
  const body = JSON.stringify({
    id: `evt_rare_${told}`,
    object: "event",
    type,
    api_version: null,
    created: Math.floor(billing.clock.now().getTime() / 1000),
    livemode: false,
    data: { object },
  });
  for (const _ of [1, 2]) {
    const { status } = await billing.post(body, { "stripe-signature": billing.sign(body) });
    expect(status).toBe(200);
    await billing.work();
  }
}

const toOwner = async (part: string) =>
  (await mailsTo(desk.billing, acme.email)).filter(({ subject }) => subject.includes(part));
const toStaff = async (part: string) =>
  (await mailsTo(desk.billing, desk.staff.email)).filter(
    ({ subject }) => subject.includes(acme.tenant.slug) && subject.includes(part),
  );
const invoice = async () => {
  const { id } = await acme.paid();
  return desk.billing.ports.stripe.client.invoices.retrieve(id);
};

it("of a refund that the bank did not take operators hear, once", async () => {
  const refund = await desk.billing.ports.stripe.client.refunds.create({ charge: acme.charge, amount: 700 });
  await say("refund.failed", { ...refund, status: "failed", customer: acme.customer });
  const [mail, ...more] = await toStaff("failed");
  expect([mail?.subject, more]).toEqual([`A refund of $7 to ${acme.tenant.slug} failed`, []]);
  expect(mail?.text).toContain(refund.id);
});

it("of an invoice that was paid more than once operators hear, with what to do", async () => {
  const paid = await invoice();
  await say("invoice.overpaid", paid);
  const [mail, ...more] = await toStaff("more than once");
  expect([mail?.subject, more]).toEqual([`${acme.tenant.slug} paid an invoice of $29 more than once`, []]);
  expect(mail?.text).toContain(`/admin/tenants/${acme.tenant.slug}/invoices/${paid.id}/refund`);
});

it("an invoice that is sent is announced when it is due, and again when it is overdue", async () => {
  const { client } = desk.billing.ports.stripe;
  const { id } = await acme.ctx().db.subscription.findFirstOrThrow();
  await client.subscriptions.update(id, { collection_method: "send_invoice", days_until_due: 10 });
  for (const days of [31, 11]) {
    desk.billing.clock.advance(days * DAY_MS);
    await desk.billing.settle();
  }
  const [due, ...others] = await toOwner("is due");
  expect(due?.subject).toMatch(/^An invoice of \$29 is due on \d+ \w+ \d{4}$/);
  expect(due?.text).toContain("It is not charged by itself.");
  expect(due?.text).toMatch(/Pay it here: http/);
  const [overdue, ...rest] = await toOwner("is overdue");
  expect(overdue?.subject).toBe("An invoice of $29 is overdue");
  expect(overdue?.text).toMatch(/It was due on \d+ \w+ \d{4}\./);
  expect([others, rest]).toEqual([[], []]);
});

it("a tax ID that the register does not know is told with the number; one that it knows is not", async () => {
  const known = { id: "txi_1", object: "tax_id", customer: acme.customer, value: "DE123456789" };
  await say("customer.tax_id.updated", { ...known, verification: { status: "verified" } });
  expect(await toOwner("tax ID")).toEqual([]);
  await say("customer.tax_id.updated", { ...known, verification: { status: "unverified" } });
  const [mail, ...more] = await toOwner("tax ID");
  expect([mail?.subject, more]).toEqual(["Your tax ID could not be verified", []]);
  expect(mail?.text).toContain("does not know DE123456789");
});

it("the end of a trial names the whole of what is charged then, add-ons by their number", async () => {
  const trial = await desk.billing.mintTenant();
  await desk.billing.checkout(trial, "starter");
  await desk.billing.settle();
  await addOnDesk(desk.billing, trial).order("extra-bots", 2, ON_STARTER);
  desk.billing.clock.advance(12 * DAY_MS);
  await desk.billing.settle();
  const mail = (await mailsTo(desk.billing, trial.email)).find(({ subject }) =>
    subject.startsWith("Your trial ends"),
  );
  expect(mail?.text).toContain("Then $59 is charged");
});

it("news that is heard again after a second owner has joined is no news to the first", async () => {
  const taxId = { id: "txi_2", object: "tax_id", customer: acme.customer, value: "DE999999999" };
  await say("customer.tax_id.updated", { ...taxId, verification: { status: "unverified" } });
  const stripeEventId = `evt_rare_${told}`;
  const rows = await desk.billing.ports.systemDb.client.outboxEvent.findMany({
    where: { tenantId: acme.tenant.id, type: "stripe.eventReceived" },
  });
  const id = rows.find(({ payload }) => JSON.stringify(payload).includes(stripeEventId))?.id ?? "";
  const second = await join(desk.billing, acme, `second@${acme.tenant.slug}.test`, "admin");
  await updateMember.call(await ctxOf(desk.billing, acme, acme.email), {
    memberId: second.memberId,
    role: "owner",
  });
  const event = { id, tenantId: acme.tenant.id, type: "stripe.eventReceived", stripeEventId };
  const { signal } = new AbortController();
  await tellOfBilling.run(desk.billing.ports, event, signal);
  expect(await toOwner("tax ID")).toHaveLength(1);
  expect(
    (await mailsTo(desk.billing, second.email)).filter(({ subject }) => subject.includes("tax ID")),
  ).toHaveLength(1);
});
