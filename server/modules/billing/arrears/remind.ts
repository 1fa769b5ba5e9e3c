import type { Ctx, Transaction } from "#server/kernel/ctx.ts";
import type { Catalogue } from "../catalogue/catalogue-schema.ts";
import { accessOf, type BillingFacts, isLive } from "../rules.ts";
import { insertNotice, openDebts } from "./notice-store.ts";
import { reminderDue } from "./reminders.ts";

/**
 * Tells of what is owed, each time once, whoever looks and however often: the row and the news of it are one commit.
 * @param isToldOtherwise the end of a suspension has a mail of its own
 */
export async function remind(
  tx: Transaction<Ctx>,
  { graceDays }: Catalogue,
  { subscriptions, graceUntil }: BillingFacts,
  isToldOtherwise: boolean,
): Promise<void> {
  const { db, now } = tx.ctx;
  for (const row of subscriptions) {
    const access = accessOf(row, graceDays, now(), graceUntil);
    if (access.kind !== "grace") continue;
    const step = reminderDue(row.pastDueSince ?? row.currentPeriodStart, access.until, now());
    if (!step) continue;
    const notice = { subscriptionId: row.id, deadline: access.until, step };
    if (await insertNotice(db, notice, now())) await tx.emit([{ type: "arrears.reminder", ...notice }]);
  }
  for (const debt of await openDebts(db)) {
    const row = subscriptions.find(({ id }) => id === debt.subscriptionId);
    const step = !row || !isLive(row) ? "ended" : row.status === "active" ? "paid" : null;
    if (!step) continue;
    const isNews = await insertNotice(db, { ...debt, step }, now());
    if (isNews && !(step === "paid" && isToldOtherwise))
      await tx.emit([{ type: `arrears.${step}`, ...debt }]);
  }
}
