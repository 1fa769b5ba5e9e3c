import { type Actor, actorLabel } from "#server/kernel/actor.ts";
import type { Client, Ctx, Ports, TenantInfo } from "#server/kernel/ctx.ts";
import type { Permission } from "#server/kernel/permission.ts";
import { tenantCtx } from "#server/modules/audit/index.ts";
import { fasterPlan, readAllowance, secondsUntil } from "#server/modules/entitlements/index.ts";
import { callAmounts, type Spent, spend } from "#server/modules/usage/index.ts";
import type { RateRule, RateVerdict } from "#server/platform/rate-limit.ts";
import type { RateGate } from "#server/session/rate-gate.ts";
import type { Method } from "./route.ts";

/** Of the plan's rate one key or person may use so much, so that a runaway one leaves the others room. */
const CALLER_SHARE = { read: 0.8, write: 0.5 };

/**
 * What the plan allows: its requests a minute, for one caller by kind of call and then for the whole workspace, and
 * its calls an hour or a month. In this order, so that who is refused has used nothing up for others.
 * Changes of billing are held to the rates alone.
 * @returns the counting of the call, which is under way: no answer may leave before it is committed
 */
export async function admitCaller(
  ports: Ports,
  gate: RateGate,
  { tenant, actor, client }: { tenant: TenantInfo; actor: Actor; client: Client },
  method: Method,
  permission: Permission | null,
): Promise<{ counted: Promise<void> }> {
  const { catalogue, requestsPerMinute } = await readAllowance(ports, tenant);
  const lift = fasterPlan(catalogue, requestsPerMinute);
  const more = () => (lift ? { liftedBy: { key: lift.key, name: lift.name } } : {});
  const kind = method === "GET" ? "read" : "write";
  const caller = rule(`caller-${kind}`, Math.ceil(requestsPerMinute * CALLER_SHARE[kind]));
  await gate.admit(caller, `${tenant.id} ${actorLabel(actor)}`, 1, more);
  await gate.admit(rule("workspace", requestsPerMinute), tenant.id, 1, more);
  // Whoever has used up the plan must be able to buy a larger one.
  if (permission === "billing:write") return { counted: Promise.resolve() };
  return { counted: countCall(tenantCtx(ports, tenant, actor, client), gate) };
}

async function countCall(ctx: Ctx, gate: RateGate): Promise<void> {
  const amounts = await callAmounts(ctx);
  const { spent, refusal } = await spend(ctx, { amounts, source: "api", subject: actorLabel(ctx.actor) });
  for (const one of spent) {
    const isFull = refusal !== null && refusal.details.meter === one.meter && one.used >= one.limit;
    gate.note(verdictOf(one, isFull, ctx.now()));
  }
  if (refusal) throw refusal;
}

const rule = (name: string, limit: number): RateRule => ({
  name,
  limit,
  windowSeconds: 60,
  onOutage: "open",
});

function verdictOf(spent: Spent, isRefused: boolean, now: Date): RateVerdict {
  const { meter, limit, used, windowSeconds, resetsAt } = spent;
  return {
    rule: { name: meter, limit, windowSeconds, onOutage: "closed" },
    isAllowed: !isRefused,
    remaining: Math.max(0, limit - used),
    resetSeconds: secondsUntil(resetsAt, now),
  };
}
