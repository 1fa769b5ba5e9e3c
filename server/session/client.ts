import type { Client, Ports } from "#server/kernel/ctx.ts";

const MAX_USER_AGENT = 300;

/** The last address is the one our own proxy, or the socket, has added; those before it anyone may invent. */
export const addressOf = (headers: Headers): string =>
  (headers.get("x-forwarded-for") ?? "").split(",").at(-1)?.trim() ?? "";

/** Where a request comes from. A country is believed only from a proxy we trust. */
export function clientOf({ env }: Ports, headers: Headers): Client {
  const country = env.TRUST_PROXY ? headers.get("cf-ipcountry") : null;
  return {
    address: addressOf(headers),
    userAgent: (headers.get("user-agent") ?? "").slice(0, MAX_USER_AGENT),
    ...(country && /^[A-Z]{2}$/.test(country) ? { country } : {}),
  };
}
