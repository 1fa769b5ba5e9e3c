import { AppError } from "#server/kernel/errors.ts";
import type { LimitWindow } from "../billing/index.ts";
import { type Footing, liftDetails, liftsOfLimit, namedLifts } from "./lifts.ts";
import type { Grant } from "./rules.ts";
import type { Entitlements } from "./schema.ts";

const EVERY: Record<LimitWindow, string> = { none: "", hour: " an hour", day: " a day", month: " a month" };

/** 402 with the plan that has it and the add-on that brings it, else 403. */
export function missingFeature(
  planName: string | null,
  { feature, label, ...lifts }: Entitlements["capabilities"][number],
): AppError {
  const { liftedBy, liftedByAddOn } = lifts;
  const has = planName ? `Your plan (${planName}) does not include it.` : "You have no plan at the moment.";
  const parts = [
    `${label}: ${has}`,
    liftedBy ? `${liftedBy.name} does.` : "",
    liftedByAddOn ? `The add-on ${liftedByAddOn.name} brings it.` : "",
  ];
  return new AppError(
    liftedBy || liftedByAddOn ? "payment_required" : "forbidden",
    parts.filter(Boolean).join(" "),
    { reason: "feature_missing", feature, ...liftDetails(lifts) },
  );
}

/** 429 when waiting helps, else 402 with the plan and the add-on that allow more, else 403. */
export function limitReached(
  footing: Footing,
  limit: Grant & { value: number },
  resetsAt: Date | null,
  now: Date,
): AppError {
  const lifts = liftsOfLimit(footing, limit, limit.value);
  const size = `${counted(limit.value, limit.label)}${EVERY[limit.window]}`;
  const isLiftable = lifts.plan || lifts.addOn;
  const code = resetsAt && limit.value > 0 ? "rate_limited" : isLiftable ? "payment_required" : "forbidden";
  const parts = [
    footing.plan ? `Your plan (${footing.plan.name}) allows ${size}.` : `Without a plan you have ${size}.`,
    resetsAt && limit.value > 0 ? `The count starts again at ${resetsAt.toISOString()}.` : "",
    lifts.plan ? `${lifts.plan.name} allows more.` : "",
    lifts.addOn ? `The add-on ${lifts.addOn.name} adds some.` : "",
  ];
  return new AppError(code, parts.filter(Boolean).join(" "), {
    reason: "limit_reached",
    meter: limit.meter,
    limit: limit.value,
    window: limit.window,
    ...(resetsAt ? { resetsAt: resetsAt.toISOString() } : {}),
    ...(resetsAt && code === "rate_limited" ? { retryAfterSeconds: secondsUntil(resetsAt, now) } : {}),
    ...liftDetails(namedLifts(lifts)),
  });
}

/** Labels of a price list are plurals, and may have acronyms: "Trading pairs", "API calls". */
function counted(size: number, label: string): string {
  const name = label.replaceAll(/\b[A-Z][a-z]+/g, (word) => word.toLowerCase());
  return `${size} ${size === 1 ? name.replace(/ies$/, "y").replace(/(?<!s)s$/, "") : name}`;
}

export const secondsUntil = (moment: Date, now: Date): number =>
  Math.max(1, Math.ceil((moment.getTime() - now.getTime()) / 1000));
