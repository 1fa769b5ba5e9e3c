import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { catalogue } from "#server/catalogue.ts";
import { isAppError } from "#server/kernel/errors.ts";
import { tenantCtx } from "#server/modules/audit/index.ts";
import { getSubscription, watchArrears } from "#server/modules/billing/index.ts";
import { createBot, listBots } from "#server/modules/bots/index.ts";
import {
  closeTenant,
  getTenantState,
  renameTenant,
  resolveTenant,
  restoreTenant,
} from "#server/modules/tenancy/index.ts";
import { mailboxFolder } from "#server/platform/mailer.ts";
import { readMails } from "#server/sandbox/open-mailbox.ts";
import { subscribers } from "#server/worker/subscribers.ts";
import { type BillingHarness, openBilling } from "#tests/support/billing.ts";
import type { MintedTenant } from "#tests/support/harness.ts";
import { settleEverything } from "#tests/support/lifecycle.ts";
import { fillTenant, SAMPLES } from "./isolation-samples.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const never = new AbortController().signal;
let billing: BillingHarness;
let acme: MintedTenant;
beforeAll(async () => {
  billing = await openBilling({ env: { DATA_DIR: mkdtempSync(path.join(tmpdir(), "marque-life-")) } });
});
afterAll(() => billing.close());
beforeEach(async () => {
  acme = await billing.mintTenant();
});

/** The tenant as a request finds it now. */
async function now(role: "owner" | "admin" | "viewer" = "owner") {
  const tenant = await resolveTenant(billing.ports, { id: acme.tenant.id });
  if (!tenant) throw new Error("the tenant is gone");
  return tenantCtx(billing.ports, tenant, acme.ctx(role).actor);
}
const status = async () => (await now()).tenant.status;
const close = async (confirmName = acme.tenant.name) => closeTenant.call(await now(), { confirmName });
const settle = () => settleEverything(billing, subscribers);

async function passTime(ms: number) {
  billing.clock.advance(ms);
  await billing.sandbox.sandbox.settle();
  await settle();
  await watchArrears.run(billing.ports, never);
}
const subscription = async () => (await getSubscription.call(acme.ctx(), {})).subscription;

describe("a failed payment", () => {
  beforeEach(async () => {
    await billing.checkout(acme, "starter", "4000000000000341");
    await passTime(HOUR_MS);
    await passTime(14 * DAY_MS);
    expect(await subscription()).toMatchObject({ status: "past_due" });
  });

  it("is tolerated for seven days, then suspends by itself, once", async () => {
    await passTime(6 * DAY_MS + 22 * HOUR_MS);
    expect(await status()).toBe("active");
    await passTime(2 * HOUR_MS);
    expect(await status()).toBe("suspended");
    await passTime(HOUR_MS);
    const rows = await billing.ports.systemDb.client.auditLog.findMany({
      where: { tenantId: acme.tenant.id, verb: "tenant.suspendUnpaid" },
    });
    expect(rows).toHaveLength(1);
    expect(await getTenantState.call(await now("viewer"), {})).toMatchObject({
      status: "suspended",
      suspendedReason: "unpaid",
      restoreUntil: null,
    });
  });

  it("once paid lets the workspace recover by itself", async () => {
    await passTime(7 * DAY_MS);
    expect(await status()).toBe("suspended");
    const { client } = billing.ports.stripe;
    const [invoice] = (await client.invoices.list({ status: "open", limit: 1 })).data;
    const [current] = (await client.subscriptions.list({ limit: 1 })).data;
    const customer = String(current?.customer);
    const method = await client.paymentMethods.attach("pm_card_visa", { customer });
    await client.customers.update(customer, { invoice_settings: { default_payment_method: method.id } });
    await client.invoices.pay(invoice?.id ?? "", { payment_method: method.id });
    await billing.sandbox.sandbox.settle();
    await settle();
    expect(await subscription()).toMatchObject({ status: "active" });
    expect(await status()).toBe("active");
  });

  it("given up by Stripe leads to the free plan, not to being suspended for ever", async () => {
    await passTime(7 * DAY_MS);
    expect(await status()).toBe("suspended");
    await passTime(20 * DAY_MS);
    expect(await subscription()).toMatchObject({ status: "canceled" });
    expect(await status()).toBe("active");
  });
});

describe("closing", () => {
  it("asks for a proof of who it is from the last minutes", async () => {
    const ctx = await now();
    billing.clock.advance(11 * 60_000);
    await expect(closeTenant.call(ctx, { confirmName: acme.tenant.name })).rejects.toMatchObject({
      details: { reason: "reauthentication_required" },
    });
    expect(await status()).toBe("active");
  });

  it("asks for the name, then shuts the API to all but the owner's way back", async () => {
    const belongings = await fillTenant(billing, acme);
    await expect(close("something else")).rejects.toMatchObject({
      code: "invalid_input",
      details: { fields: { confirmName: expect.stringContaining(acme.tenant.name) } },
    });
    const state = await close();
    expect(state).toMatchObject({ status: "closed" });
    expect(new Date(state.restoreUntil ?? 0).getTime() - billing.clock.now().getTime()).toBe(30 * DAY_MS);
    for (const verb of catalogue.filter((each) => each.scope === "tenant" && !each.answersIn)) {
      if (verb.scope !== "tenant") continue;
      const input = SAMPLES[verb.verb]?.(belongings) ?? {};
      const outcome = await verb.call(await now(), input).catch((error: unknown) => error);
      expect([verb.verb, isAppError(outcome) && outcome.status]).toEqual([verb.verb, 410]);
    }
  });

  it("is the owner's alone, and so is taking it back; others are not told until when", async () => {
    const byAdmin = closeTenant.call(await now("admin"), { confirmName: acme.tenant.name });
    await expect(byAdmin).rejects.toMatchObject({ code: "forbidden" });
    await close();
    await expect(restoreTenant.call(await now("admin"), {})).rejects.toMatchObject({ code: "forbidden" });
    expect(await getTenantState.call(await now("admin"), {})).toMatchObject({ restoreUntil: null });
    expect((await getTenantState.call(await now(), {})).restoreUntil).not.toBeNull();
  });

  it("twice at once is once", async () => {
    const ctx = await now();
    const answers = await Promise.all(
      [1, 2].map(() => closeTenant.call(ctx, { confirmName: acme.tenant.name })),
    );
    expect(answers[0]).toEqual(answers[1]);
    const events = await billing.ports.systemDb.client.outboxEvent.count({
      where: { tenantId: acme.tenant.id, type: "tenant.closed" },
    });
    expect(events).toBe(1);
  });

  it("stops bots in order and ends the subscription with its period; restoring in time takes the end back", async () => {
    await billing.checkout(acme, "starter");
    await passTime(HOUR_MS);
    const bot = {
      requestId: "of-this-test",
      name: "B",
      market: "SOL-USD",
      timeframe: "1m",
      strategy: "sma-cross",
    };
    await createBot.call(acme.ctx(), bot);
    await createBot.call(acme.ctx(), { ...bot, requestId: "idle-of-this-test", start: false });
    await close();
    await settle();
    expect((await subscription())?.cancelAt).not.toBeNull();
    const bots = await listBots.call(acme.ctx(), {});
    expect(bots.map(({ status: each }) => each).toSorted()).toEqual(["stopped", "stopping"]);
    await restoreTenant.call(await now(), {});
    await settle();
    expect(await status()).toBe("active");
    expect((await subscription())?.cancelAt).toBeNull();
  });

  it("does not take back an end that a person had decided before", async () => {
    await billing.checkout(acme, "starter");
    await passTime(HOUR_MS);
    const [running] = (await billing.ports.stripe.client.subscriptions.list({ limit: 1 })).data;
    await billing.ports.stripe.client.subscriptions.update(running?.id ?? "", { cancel_at_period_end: true });
    await close();
    await settle();
    await restoreTenant.call(await now(), {});
    await settle();
    expect((await subscription())?.cancelAt).not.toBeNull();
  });

  it("switches its own domains off, and on again", async () => {
    const host = `trade.${acme.tenant.slug}.test`;
    await billing.ports.systemDb.client.domain.create({
      data: { tenantId: acme.tenant.id, id: "d", host, verifiedAt: billing.clock.now() },
    });
    expect(await resolveTenant(billing.ports, { host })).toMatchObject({ id: acme.tenant.id });
    await close();
    expect(await resolveTenant(billing.ports, { host })).toBeNull();
    expect(await resolveTenant(billing.ports, { slug: acme.tenant.slug })).toMatchObject({
      status: "closed",
    });
    await restoreTenant.call(await now(), {});
    expect(await resolveTenant(billing.ports, { host })).toMatchObject({ status: "active" });
  });

  it("can't be taken back when the window is over", async () => {
    await close();
    billing.clock.advance(30 * DAY_MS);
    await expect(restoreTenant.call(await now(), {})).rejects.toMatchObject({ code: "gone" });
  });
});

it("a workspace is renamed, and everybody sees it at once", async () => {
  await renameTenant.call(await now(), { name: "New Name" });
  expect((await now()).tenant.name).toBe("New Name");
});

it("its owner is told of each change, at the address that works, with the date", async () => {
  await close();
  await settle();
  const mails = await readMails(mailboxFolder(billing.ports.env));
  const told = mails.find(({ to, subject }) => to === acme.email && subject.endsWith("is closed"));
  const until = new Date(billing.clock.now().getTime() + 30 * DAY_MS);
  expect(told?.text).toContain(`${until.getUTCDate()} `);
  expect(told?.text).toContain(`http://${acme.tenant.slug}.localhost:3000/`);
});
