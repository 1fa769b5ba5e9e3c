import type { TenantDb } from "#server/kernel/ctx.ts";
import type { ReminderStep } from "./reminders.ts";

/** What was told of one debt. A debt is a subscription and the day its grace ends; given more time, it is told anew. */
interface ArrearsNotice {
  subscriptionId: string;
  deadline: Date;
  step: ReminderStep | "paid" | "ended";
}

/** @returns false when it was told before */
export async function insertNotice(db: TenantDb, notice: ArrearsNotice, now: Date): Promise<boolean> {
  const { count } = await db.arrearsNotice.createMany({
    data: [{ ...notice, createdAt: now }],
    skipDuplicates: true,
  });
  return count === 1;
}

/** Debts that were reminded of and have come to no end, the latest deadline first. */
export async function openDebts(db: TenantDb): Promise<Pick<ArrearsNotice, "subscriptionId" | "deadline">[]> {
  const rows = await db.arrearsNotice.findMany({
    orderBy: { deadline: "desc" },
    select: { subscriptionId: true, deadline: true, step: true },
  });
  const isOver = (id: string, deadline: Date) =>
    rows.some(
      ({ subscriptionId, deadline: other, step }) =>
        subscriptionId === id && other >= deadline && (step === "paid" || step === "ended"),
    );
  const latest = rows.filter(
    ({ subscriptionId }, index) => rows.findIndex((each) => each.subscriptionId === subscriptionId) === index,
  );
  return latest.filter(({ subscriptionId, deadline }) => !isOver(subscriptionId, deadline));
}
