import type { Periodic, Subscriber } from "#server/kernel/background.ts";
import type { Ctx, Ports, Transaction } from "#server/kernel/ctx.ts";
import { moveTenant } from "../../tenancy/index.ts";
import { catalogueOf } from "../catalogue/catalogue.ts";
import type { Catalogue } from "../catalogue/catalogue-schema.ts";
import { type BillingFacts, isInArrears, standingOf } from "../rules.ts";
import { listTenantsInQuestion, readFacts } from "../store.ts";
import { workerCtx } from "../sync-subscriptions.ts";
import { remind } from "./remind.ts";

const EVERY_MS = 10 * 60_000;

/**
 * Suspends a tenant whose failed payment has outlasted its grace, and lifts that again once nothing is owed and there is
 * a plan to stand on: paid, a new subscription, or the free plan after Stripe has given the old one up. Until then, and
 * when it is over, owners are reminded.
 */
async function settleArrears(ports: Ports, tenantId: string): Promise<void> {
  const ctx = await workerCtx(ports, tenantId);
  if (ctx?.tenant.status !== "active" && ctx?.tenant.status !== "suspended") return;
  await ctx.transaction(async (tx) => {
    const facts = await readFacts(tx.ctx.db);
    const catalogue = catalogueOf(ports);
    const isReopened = await suspendOrRecover(tx, catalogue, facts);
    await remind(tx, catalogue, facts, isReopened);
  });
}

/** @returns whether a suspension was lifted */
async function suspendOrRecover(
  tx: Transaction<Ctx>,
  catalogue: Catalogue,
  facts: BillingFacts,
): Promise<boolean> {
  const { now, tenant } = tx.ctx;
  const owes = isInArrears(catalogue, facts, now());
  if (!owes && standingOf(catalogue, facts, now()).plan === null) return false;
  const change = owes
    ? ({ kind: "suspend", reason: "unpaid", note: null } as const)
    : ({ kind: "recover" } as const);
  const { isChanged, audit, events } = await moveTenant(tx.ctx, tenant.id, change);
  if (!isChanged) return false;
  await tx.recordAudit(owes ? "tenant.suspendUnpaid" : "tenant.recover", audit);
  await tx.emit(events);
  return !owes;
}

/** Grace runs out without anything happening, so somebody must look. */
export const watchArrears: Periodic = {
  name: "arrears",
  everyMs: EVERY_MS,
  async run(ports, signal) {
    for (const tenantId of await listTenantsInQuestion(ports.systemDb.client)) {
      if (signal.aborted) return;
      await settleArrears(ports, tenantId).catch((error) =>
        ports.log.error({ err: error, tenantId }, "arrears"),
      );
    }
  },
};

/** Whoever pays need not wait for the next look. */
export const recoverWhenPaid: Subscriber = {
  name: "arrears",
  events: ["subscription.changed"],
  run: (ports, event) => settleArrears(ports, event.tenantId),
};
