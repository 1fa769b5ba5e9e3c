import type { Actor } from "#server/kernel/actor.ts";
import type { Ports, TenantInfo } from "#server/kernel/ctx.ts";
import { addressKey } from "#server/platform/address-key.ts";
import { requireRate } from "#server/platform/rate-limit.ts";
import { RATE } from "#server/platform/rate-rules.ts";
import { addressOf } from "./client.ts";
import type { RateGate } from "./rate-gate.ts";

export async function requireSignInRate(ports: Ports, headers: Headers): Promise<void> {
  const address = addressKey(addressOf(headers));
  await requireRate(ports.rateLimit, RATE.signIn, address);
}

/** Before anybody is asked who they are. `calls`: how many a batch holds. */
export function admitAddress(gate: RateGate, request: Request, calls = 1): Promise<void> {
  const rule = request.method === "GET" ? RATE.addressRead : RATE.addressWrite;
  return gate.admit(rule, addressKey(addressOf(request.headers)), calls);
}

/** A member's screens: the person, then the workspace. Their calls are not what plans sell, so no plan counts them. */
export async function admitScreen(
  gate: RateGate,
  tenant: TenantInfo | null,
  actor: Actor,
  calls: number,
): Promise<void> {
  if (!tenant || actor.type !== "user") return;
  await gate.admit(RATE.screenPerson, `${tenant.id} ${actor.userId}`, calls);
  await gate.admit(RATE.screenTenant, tenant.id, calls);
}
