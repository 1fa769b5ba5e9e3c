import { z } from "zod";

/** Over which time a meter is counted; `none` counts what exists now. */
const LIMIT_WINDOWS = ["none", "hour", "day", "month"] as const;
export const LimitWindow = z.enum(LIMIT_WINDOWS);
export type LimitWindow = z.output<typeof LimitWindow>;

export const Key = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, "Use lower-case letters, digits, - and _.");

/** ISO 4217, lower case as Stripe writes it. */
export const Currency = z.string().regex(/^[a-z]{3}$/, "Give three lower-case letters, such as usd.");

export const Words = z.string().trim().min(1).max(200);
