import { AppError } from "#server/kernel/errors.ts";
import type { Catalogue, LimitWindow } from "../billing/index.ts";
import { type Grant, planAbove } from "./rules.ts";
import type { Entitlements } from "./schema.ts";

const EVERY: Record<LimitWindow, string> = { none: "", hour: " an hour", day: " a day", month: " a month" };

/** 402 with the plan that has it, else 403. */
export function missingFeature(
  planName: string | null,
  { feature, label, liftedBy }: Entitlements["capabilities"][number],
): AppError {
  const has = planName ? `Your plan (${planName}) does not include it.` : "You have no plan at the moment.";
  return new AppError(
    liftedBy ? "payment_required" : "forbidden",
    `${label}: ${has}${liftedBy ? ` ${liftedBy.name} does.` : ""}`,
    { reason: "feature_missing", feature, ...(liftedBy ? { liftedBy } : {}) },
  );
}

/** 429 when waiting helps, else 402 with the plan that allows more, else 403. */
export function limitReached(
  catalogue: Catalogue,
  planName: string | null,
  limit: Grant & { value: number },
  resetsAt: Date | null,
  now: Date,
): AppError {
  const others = catalogue.plans.filter(({ name }) => name !== planName);
  const lift = planAbove({ ...catalogue, plans: others }, limit, limit.value);
  const size = `${limit.value} ${limit.label.toLowerCase()}${EVERY[limit.window]}`;
  const code = resetsAt && limit.value > 0 ? "rate_limited" : lift ? "payment_required" : "forbidden";
  const parts = [
    planName ? `Your plan (${planName}) allows ${size}.` : `Without a plan you have ${size}.`,
    resetsAt && limit.value > 0 ? `The count starts again at ${resetsAt.toISOString()}.` : "",
    lift ? `${lift.name} allows more.` : "",
  ];
  return new AppError(code, parts.filter(Boolean).join(" "), {
    reason: "limit_reached",
    meter: limit.meter,
    limit: limit.value,
    window: limit.window,
    ...(resetsAt ? { resetsAt: resetsAt.toISOString() } : {}),
    ...(resetsAt && code === "rate_limited" ? { retryAfterSeconds: secondsUntil(resetsAt, now) } : {}),
    ...(lift ? { liftedBy: { key: lift.key, name: lift.name } } : {}),
  });
}

export const secondsUntil = (moment: Date, now: Date): number =>
  Math.max(1, Math.ceil((moment.getTime() - now.getTime()) / 1000));
