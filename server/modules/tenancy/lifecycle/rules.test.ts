import { describe, expect, it } from "vitest";
import { TENANT_STATUSES, type TenantStatus } from "#server/kernel/ctx.ts";
import { isAppError } from "#server/kernel/errors.ts";
import { type LifeChange, type LifeState, nextLife } from "./rules.ts";

const DAY_MS = 86_400_000;
const NOW = new Date("2026-06-15T12:00:00Z");
const days = (count: number) => new Date(NOW.getTime() + count * DAY_MS);

const ACTIVE: LifeState = {
  status: "active",
  suspendedReason: null,
  suspendedNote: null,
  suspendedAt: null,
  closedAt: null,
  eraseAfter: null,
  eraseRequestedBy: null,
  graceUntil: null,
};
const STATES: Record<TenantStatus, LifeState> = {
  active: ACTIVE,
  suspended: { ...ACTIVE, status: "suspended", suspendedReason: "unpaid", suspendedAt: days(-1) },
  closed: { ...ACTIVE, status: "closed", closedAt: days(-1), eraseAfter: days(29) },
  erasing: { ...ACTIVE, status: "erasing", closedAt: days(-31), eraseAfter: days(-1) },
};
const CHANGES: Record<LifeChange["kind"], LifeChange> = {
  suspend: { kind: "suspend", reason: "operator", note: "Abuse" },
  reactivate: { kind: "reactivate", graceUntil: days(7) },
  recover: { kind: "recover" },
  close: { kind: "close", eraseAfter: days(30) },
  restore: { kind: "restore" },
  erase: { kind: "erase", notBefore: days(0), requestedBy: "operator:o" },
};

/** What comes of every change in every state: the new status, `same` when nothing happens, or the refusal. */
const TABLE: Record<LifeChange["kind"], Record<TenantStatus, string>> = {
  suspend: { active: "suspended", suspended: "suspended", closed: "conflict", erasing: "gone" },
  reactivate: { active: "same", suspended: "active", closed: "conflict", erasing: "gone" },
  recover: { active: "same", suspended: "active", closed: "same", erasing: "same" },
  close: { active: "closed", suspended: "closed", closed: "same", erasing: "gone" },
  restore: { active: "same", suspended: "same", closed: "active", erasing: "gone" },
  erase: { active: "conflict", suspended: "conflict", closed: "erasing", erasing: "same" },
};

function outcome(before: LifeState, change: LifeChange): string {
  try {
    const after = nextLife(before, change, NOW);
    return after === before ? "same" : after.status;
  } catch (error) {
    return isAppError(error) ? error.code : String(error);
  }
}

describe("every change × every state", () => {
  it.each(Object.values(CHANGES))("$kind", (change) => {
    const outcomes = TENANT_STATUSES.map((status) => [status, outcome(STATES[status], change)]);
    expect(Object.fromEntries(outcomes)).toEqual(TABLE[change.kind]);
  });

  it.each(Object.values(CHANGES))("$kind twice is once", (change) => {
    for (const status of TENANT_STATUSES) {
      if (!TENANT_STATUSES.some((known) => known === outcome(STATES[status], change))) continue;
      const once = nextLife(STATES[status], change, NOW);
      expect(nextLife(once, change, NOW)).toBe(once);
    }
  });
});

describe("what a suspension remembers", () => {
  const byOperator = nextLife(STATES.suspended, CHANGES.suspend, NOW);

  it("the operator's reason stands over the unpaid one, and paying does not lift it", () => {
    expect(byOperator).toMatchObject({ suspendedReason: "operator", suspendedNote: "Abuse" });
    expect(byOperator.suspendedAt).toEqual(STATES.suspended.suspendedAt);
    expect(nextLife(byOperator, CHANGES.recover, NOW)).toBe(byOperator);
    const unpaid: LifeChange = { kind: "suspend", reason: "unpaid", note: null };
    expect(nextLife(byOperator, unpaid, NOW)).toBe(byOperator);
  });

  it("closing and restoring lead back to it", () => {
    const closed = nextLife(byOperator, CHANGES.close, NOW);
    expect(closed).toMatchObject({ status: "closed", closedAt: NOW, eraseAfter: days(30) });
    expect(nextLife(closed, CHANGES.restore, NOW)).toEqual(byOperator);
  });

  it("reactivating an unpaid one buys it time, another one none", () => {
    expect(nextLife(STATES.suspended, CHANGES.reactivate, NOW)).toEqual({ ...ACTIVE, graceUntil: days(7) });
    expect(nextLife(byOperator, CHANGES.reactivate, NOW)).toEqual(ACTIVE);
  });
});

describe("the window for restoring", () => {
  it("is open until its last moment and not in it", () => {
    const { closed } = STATES;
    expect(outcome({ ...closed, eraseAfter: new Date(NOW.getTime() + 1) }, CHANGES.restore)).toBe("active");
    expect(outcome({ ...closed, eraseAfter: NOW }, CHANGES.restore)).toBe("gone");
  });
});
