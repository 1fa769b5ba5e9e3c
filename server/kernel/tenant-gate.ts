import type { TenantInfo, TenantStatus } from "./ctx.ts";
import { AppError } from "./errors.ts";
import type { Permission } from "./permission.ts";

/** What decides in which states of its tenant a verb answers. */
export interface GatedVerb {
  kind: "query" | "command";
  permission: Permission;
  /** Said by the few verbs that lead from one state to another; the others follow from kind and permission. */
  answersIn?: readonly TenantStatus[];
}

/** A suspended tenant can be read and can pay; a closed one is closed. */
export function statesOf({ kind, permission, answersIn }: GatedVerb): readonly TenantStatus[] {
  if (answersIn) return answersIn;
  const isOpenToDebtors = kind === "query" || permission.startsWith("billing:");
  return isOpenToDebtors ? ["active", "suspended"] : ["active"];
}

/** @throws AppError `payment_required` while suspended, `gone` once closed, `conflict` for what is not the case. */
export function requireState({ status, suspendedReason }: TenantInfo, verb: GatedVerb): void {
  if (statesOf(verb).includes(status)) return;
  switch (status) {
    case "active":
      throw new AppError("conflict", "This workspace is open already.", { reason: "tenant_active" });
    case "suspended":
      throw new AppError("payment_required", suspendedMessage(suspendedReason), {
        reason: "tenant_suspended",
      });
    case "closed":
      throw new AppError("gone", "This workspace is closed. Its owner can restore it for a while.", {
        reason: "tenant_closed",
      });
    case "erasing":
      throw new AppError("gone", "This workspace is gone.", { reason: "tenant_erased" });
    default:
      status satisfies never;
  }
}

const suspendedMessage = (reason: TenantInfo["suspendedReason"]): string =>
  reason === "operator"
    ? "This workspace is suspended: it can be read, not changed. Its owner was told why."
    : "This workspace is suspended: it can be read, not changed. Settle its invoice to go on.";
