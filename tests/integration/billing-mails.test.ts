import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { platformCtx } from "#server/modules/audit/index.ts";
import { cancelSubscription, listStripeEvents, replayStripeEvent } from "#server/modules/billing/index.ts";
import { tellOfBilling } from "#server/modules/notifications/index.ts";
import { type BillingHarness, openBilling } from "#tests/support/billing.ts";
import type { MintedTenant } from "#tests/support/harness.ts";
import { mailsTo } from "#tests/support/mail.ts";

const DAY_MS = 86_400_000;
/** Stripe's test card that attaches and then fails. */
const FAILS_LATER = "4000000000000341";

let billing: BillingHarness;
let acme: MintedTenant;

beforeAll(async () => {
  const DATA_DIR = mkdtempSync(path.join(tmpdir(), "marque-mail-"));
  billing = await openBilling({ env: { DATA_DIR }, subscribers: [tellOfBilling] });
});
afterAll(() => billing.close());
beforeEach(async () => {
  acme = await billing.mintTenant();
});

const subjects = async () => (await mailsTo(billing, acme.email)).map(({ subject }) => subject).toSorted();

async function pass(days: number): Promise<void> {
  billing.clock.advance(days * DAY_MS);
  await billing.settle();
}

it("three days before a trial ends its owner hears when, and what then", async () => {
  await billing.checkout(acme, "starter");
  await billing.settle();
  expect(await subjects()).toEqual([]);
  await pass(12);
  const [mail] = await mailsTo(billing, acme.email);
  expect(mail?.subject).toMatch(/^Your trial ends on \d+ \w+ \d{4}$/);
  expect(mail?.text).toContain("Then $29 is charged");
  expect(mail?.text).toContain("/settings/billing");
});

it("of a trial that was cancelled nothing is charged, and nothing said", async () => {
  await billing.checkout(acme, "starter");
  await billing.settle();
  await cancelSubscription.call(acme.ctx(), {});
  await pass(12);
  expect(await subjects()).toEqual([]);
});

it("a renewal that fails is told with its last day and where to pay, once an attempt, however often it is delivered", async () => {
  billing.sandbox.sandbox.setFaults({ duplicate: true });
  await billing.checkout(acme, "starter", FAILS_LATER);
  await billing.settle();
  await pass(15);
  billing.sandbox.sandbox.setFaults({ duplicate: false });
  const failed = async () => (await subjects()).filter((subject) => subject.includes("did not go through"));
  expect(await failed()).toEqual(["A payment of $29 did not go through"]);
  const mail = (await mailsTo(billing, acme.email)).find(({ subject }) => subject.includes("go through"));
  expect(mail?.text).toMatch(/keeps working until \d+ \w+ \d{4}/);
  expect(mail?.text).toMatch(/Pay now: http/);

  const operator = platformCtx(billing.ports, { type: "operator", userId: acme.ownerId });
  const { events } = await listStripeEvents.call(operator, { limit: 100 });
  const told = events.find(
    ({ type, tenantId }) => type === "invoice.payment_failed" && tenantId === acme.tenant.id,
  );
  await replayStripeEvent.call(operator, { id: told?.id ?? "" });
  await billing.work();
  expect(await failed()).toHaveLength(1);
});
