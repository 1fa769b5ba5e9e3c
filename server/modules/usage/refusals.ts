import { AppError } from "#server/kernel/errors.ts";
import { formatMoney } from "#server/kernel/money.ts";
import { limitReached, type readAllowance, windowAt } from "../entitlements/index.ts";
import type { Verdict } from "./decide-uses.ts";
import type { Use } from "./use.ts";

type Allowance = Awaited<ReturnType<typeof readAllowance>>;

/** What a refused use is told: which limit, its size, when it resets, which plan or setting lifts it. */
export function refusalOf(
  allowance: Allowance,
  { at, overage }: Use,
  { cause, meter, bound }: Extract<Verdict, { kind: "refused" }>,
  now: Date,
): AppError {
  const { catalogue, plan, limits } = allowance;
  const limit = limits.find((each) => each.meter === meter && each.window === bound?.window);
  const label = limit?.label ?? meter;
  if (cause === "negative" || !bound) {
    return new AppError("unprocessable", `There are not so many ${label.toLowerCase()} to take away.`, {
      reason: "below_zero",
      meter,
    });
  }
  const resetsAt = windowAt(bound.window, at)?.end ?? null;
  const grant = { meter, window: bound.window, label, value: bound.limit };
  const refusal = limitReached(allowance, grant, resetsAt, now);
  if (cause === "cap" && overage?.capMinor !== null && overage) {
    const cap = formatMoney({ amountMinor: overage.capMinor, currency: overage.currency });
    return new AppError(
      "payment_required",
      `The spend cap of ${cap} for use beyond the plan is reached. ${refusal.message} An owner can raise the cap.`,
      {
        ...refusal.details,
        reason: "spend_cap_reached",
        capMinor: overage.capMinor,
        currency: overage.currency,
      },
    );
  }
  const isSold = catalogue.plans
    .find(({ key }) => key === plan?.key)
    ?.overage.some((each) => each.meter === meter && each.window === bound.window);
  if (!isSold || overage) return refusal;
  return new AppError(
    refusal.code,
    `${refusal.message} Or an owner lets use go on beyond it, at a price, in the usage settings.`,
    { ...refusal.details, overage: "off" },
  );
}
