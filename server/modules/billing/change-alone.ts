import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { claimChange, findCustomer, releaseChange } from "./store.ts";
import { askingStripe, refusingAsConflict } from "./stripe-outage.ts";

/** Beyond what the calls of one change can take, repetitions included; a process that died holds others up no longer. */
const LEASE_MS = 3 * 60_000;

/**
 * Reads and changes the tenant's subscription at Stripe with no other change of ours in between: what one tab decides
 * by is still so when it acts. Calls Stripe: never inside a transaction.
 * @throws AppError `conflict` while another change is under way, or when Stripe refuses what does not fit any more
 */
export async function changeAlone<T>(ctx: Ctx, change: () => Promise<T>): Promise<T> {
  const now = ctx.now();
  const until = new Date(now.getTime() + LEASE_MS);
  // Who has no customer has nothing to change, and hears that.
  if (!(await claimChange(ctx.db, until, now)) && (await findCustomer(ctx.db))) {
    throw new AppError(
      "conflict",
      "Another change is being made at this moment. Look at it, then try again.",
      {
        reason: "change_under_way",
      },
    );
  }
  try {
    return await askingStripe(() => refusingAsConflict(ctx, change));
  } finally {
    await releaseChange(ctx.db, until);
  }
}
