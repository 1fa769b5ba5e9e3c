import type { Ports } from "#server/kernel/ctx.ts";
import { type RateRule, requireRate } from "#server/platform/rate-limit.ts";

/** Per address and e-mail: enough for a forgetful person, and no way to lock somebody else out. */
const SIGN_IN: RateRule = { name: "sign-in", limit: 10, windowSeconds: 300 };
/** Per address, over all calls of the API and the screens. */
const API: RateRule = { name: "api", limit: 1_200, windowSeconds: 60 };

const addressOf = (headers: Headers): string =>
  (headers.get("x-forwarded-for") ?? "").split(",")[0]?.trim() ?? "";

export const requireSignInRate = (ports: Ports, headers: Headers, email: string): Promise<void> =>
  requireRate(ports.rateLimit, SIGN_IN, `${addressOf(headers)} ${email.trim().toLowerCase()}`);

export const requireApiRate = (ports: Ports, headers: Headers): Promise<void> =>
  requireRate(ports.rateLimit, API, addressOf(headers));
