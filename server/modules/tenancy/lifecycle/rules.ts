import type { SuspendedReason, TenantStatus } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";

/** Where a tenant is in its life. The reason of a suspension survives closing: restoring leads back to it. */
export interface LifeState {
  status: TenantStatus;
  suspendedReason: SuspendedReason | null;
  suspendedNote: string | null;
  suspendedAt: Date | null;
  closedAt: Date | null;
  eraseAfter: Date | null;
  eraseRequestedBy: string | null;
  graceUntil: Date | null;
}

export type LifeChange =
  | { kind: "suspend"; reason: SuspendedReason; note: string | null }
  /** The operator's. Of an unpaid tenant it tolerates the debt until `graceUntil`. */
  | { kind: "reactivate"; graceUntil: Date }
  /** Paid: lifts what the unpaid invoice did, nothing else. */
  | { kind: "recover" }
  | { kind: "close"; eraseAfter: Date }
  | { kind: "restore" }
  /** Now, without waiting for `eraseAfter`. Work already under way has until `notBefore`. */
  | { kind: "erase"; notBefore: Date; requestedBy: string | null };

const OPEN = {
  suspendedReason: null,
  suspendedNote: null,
  suspendedAt: null,
  closedAt: null,
  eraseAfter: null,
  eraseRequestedBy: null,
} as const;

/**
 * The state after a change; the very same object when the change is in effect already.
 * @throws AppError `conflict` or `gone` for a change that leads nowhere from here
 */
export function nextLife(before: LifeState, change: LifeChange, now: Date): LifeState {
  const { status } = before;
  switch (change.kind) {
    case "suspend":
      return suspended(before, change, now);
    case "recover":
      return status === "suspended" && before.suspendedReason === "unpaid"
        ? { ...before, ...OPEN, status: "active" }
        : before;
    case "reactivate": {
      if (status === "active") return before;
      if (status !== "suspended") throw isGone(status);
      const graceUntil = before.suspendedReason === "unpaid" ? change.graceUntil : before.graceUntil;
      return { ...before, ...OPEN, status: "active", graceUntil };
    }
    case "close":
      if (status === "closed") return before;
      if (status === "erasing") throw isGone(status);
      return { ...before, status: "closed", closedAt: now, eraseAfter: change.eraseAfter };
    case "restore":
      return restored(before, now);
    case "erase":
      if (status === "erasing") return before;
      if (status !== "closed") {
        throw new AppError("conflict", "Close the workspace first; only a closed one is erased.", {
          reason: "tenant_open",
        });
      }
      return {
        ...before,
        status: "erasing",
        eraseAfter: change.notBefore,
        eraseRequestedBy: change.requestedBy,
      };
    default:
      return change satisfies never;
  }
}

/** The operator's reason stands over an unpaid invoice, so that paying does not lift it. */
function suspended(
  before: LifeState,
  { reason, note }: Extract<LifeChange, { kind: "suspend" }>,
  now: Date,
): LifeState {
  switch (before.status) {
    case "active":
      return {
        ...before,
        status: "suspended",
        suspendedReason: reason,
        suspendedNote: note,
        suspendedAt: now,
      };
    case "suspended": {
      const isSame = before.suspendedReason === reason && before.suspendedNote === note;
      return reason === "unpaid" || isSame
        ? before
        : { ...before, suspendedReason: reason, suspendedNote: note };
    }
    case "closed":
    case "erasing":
      throw isGone(before.status);
    default:
      return before.status satisfies never;
  }
}

function restored(before: LifeState, now: Date): LifeState {
  const { status, suspendedReason, eraseAfter } = before;
  if (status === "active" || status === "suspended") return before;
  if (status === "erasing" || (eraseAfter && now >= eraseAfter)) {
    throw new AppError("gone", "The time to restore this workspace is over.", { reason: "tenant_erased" });
  }
  return { ...before, status: suspendedReason ? "suspended" : "active", closedAt: null, eraseAfter: null };
}

const isGone = (status: TenantStatus): AppError =>
  status === "closed"
    ? new AppError("conflict", "This workspace is closed. Restore it first.", { reason: "tenant_closed" })
    : new AppError("gone", "This workspace is being erased.", { reason: "tenant_erased" });
