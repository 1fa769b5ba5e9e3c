import type { Ports } from "#server/kernel/ctx.ts";
import { type RateRule, requireRate } from "#server/platform/rate-limit.ts";
import { addressOf } from "./client.ts";

/** Per address and e-mail: enough for a forgetful person, and no way to lock somebody else out. */
const SIGN_IN: RateRule = { name: "sign-in", limit: 10, windowSeconds: 300 };
/** Per address, whatever the e-mail: trying one password on many accounts costs as much. */
const SIGN_IN_ANY: RateRule = { name: "sign-in-address", limit: 60, windowSeconds: 300 };
/** Per address, over all calls of the API and the screens. */
const API: RateRule = { name: "api", limit: 1_200, windowSeconds: 60 };

export async function requireSignInRate(ports: Ports, headers: Headers, email: string): Promise<void> {
  const address = addressOf(headers);
  await requireRate(ports.rateLimit, SIGN_IN_ANY, address);
  await requireRate(ports.rateLimit, SIGN_IN, `${address} ${email.trim().toLowerCase()}`);
}

export const requireApiRate = (ports: Ports, headers: Headers): Promise<void> =>
  requireRate(ports.rateLimit, API, addressOf(headers));
