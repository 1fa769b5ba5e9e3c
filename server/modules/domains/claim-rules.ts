import type { Ports } from "#server/kernel/ctx.ts";
import { fieldError } from "#server/kernel/errors.ts";
import type { HostPolicy } from "./host-name.ts";
import { listHolders } from "./store.ts";

export const FIRST_CHECK_MS = 60_000;

export function hostPolicyOf({ env }: Ports): HostPolicy {
  return {
    own: [env.ROOT_DOMAIN, env.DOMAIN_TARGET],
    areTestNamesAllowed: env.NODE_ENV !== "production" || env.SEED,
  };
}

/** @throws AppError `invalid_input` at `host` while another tenant is served there, above or below it */
export async function requireFree(ports: Ports, tenantId: string, host: string): Promise<void> {
  const holders = await listHolders(ports.systemDb.client, tenantId, host);
  if (holders.every(({ stoppedAt }) => stoppedAt)) return;
  throw fieldError("host", "This domain is in use by another workspace. It must be released there first.", {
    reason: "domain_taken",
  });
}
