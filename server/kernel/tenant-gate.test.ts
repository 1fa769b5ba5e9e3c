import { describe, expect, it } from "vitest";
import { TENANT_STATUSES, type TenantStatus } from "./ctx.ts";
import { isAppError } from "./errors.ts";
import { type GatedVerb, requireState } from "./tenant-gate.ts";

const VERBS: Record<string, GatedVerb> = {
  query: { kind: "query", permission: "bot:read" },
  command: { kind: "command", permission: "bot:write" },
  paying: { kind: "command", permission: "billing:write" },
  closing: { kind: "command", permission: "ownership:write", answersIn: ["active", "suspended"] },
  restoring: { kind: "command", permission: "ownership:write", answersIn: ["closed"] },
};

const TABLE: Record<TenantStatus, Record<string, string>> = {
  active: { query: "ok", command: "ok", paying: "ok", closing: "ok", restoring: "conflict" },
  suspended: {
    query: "ok",
    command: "payment_required",
    paying: "ok",
    closing: "ok",
    restoring: "payment_required",
  },
  closed: { query: "gone", command: "gone", paying: "gone", closing: "gone", restoring: "ok" },
  erasing: { query: "gone", command: "gone", paying: "gone", closing: "gone", restoring: "gone" },
};

function ask(status: TenantStatus, verb: GatedVerb): string {
  try {
    requireState({ id: "t", slug: "acme", name: "Acme", status }, verb);
    return "ok";
  } catch (error) {
    return isAppError(error) ? error.code : String(error);
  }
}

describe("every state × every kind of verb", () => {
  it.each(TENANT_STATUSES)("%s", (status) => {
    const answers = Object.fromEntries(
      Object.entries(VERBS).map(([kind, verb]) => [kind, ask(status, verb)]),
    );
    expect(answers).toEqual(TABLE[status]);
  });

  it("says of a suspension whether money or the operator lifts it", () => {
    const suspended = { id: "t", slug: "acme", name: "Acme", status: "suspended" as const };
    const verb = { kind: "command", permission: "bot:write" } as const;
    expect(() => requireState({ ...suspended, suspendedReason: "unpaid" }, verb)).toThrow(/invoice/);
    expect(() => requireState({ ...suspended, suspendedReason: "operator" }, verb)).toThrow(/owner was told/);
  });
});
