import type { z } from "zod";
import type { Actor } from "#server/kernel/actor.ts";
import { permissionsOf } from "#server/kernel/permission.ts";
import type { TenantState } from "../lifecycle-schema.ts";
import type { LifeState } from "./rules.ts";

/** What an actor may know of the state. */
export function viewState(life: LifeState, actor: Actor): z.input<typeof TenantState> {
  const permissions = permissionsOf(actor);
  const isSuspended = life.status === "suspended";
  return {
    status: life.status,
    suspendedReason: isSuspended ? life.suspendedReason : null,
    suspendedNote: isSuspended && permissions.includes("tenant:write") ? life.suspendedNote : null,
    suspendedAt: isSuspended ? (life.suspendedAt?.toISOString() ?? null) : null,
    closedAt: life.closedAt?.toISOString() ?? null,
    restoreUntil: permissions.includes("ownership:write") ? (life.eraseAfter?.toISOString() ?? null) : null,
  };
}
