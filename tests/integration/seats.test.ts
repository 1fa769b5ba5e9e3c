import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { platformCtx } from "#server/modules/audit/index.ts";
import {
  acceptInvitation,
  admitMember,
  getSeats,
  inviteMembers,
  listInvitations,
  readSeatBounds,
  revokeInvitation,
} from "#server/modules/members/index.ts";
import { type Harness, openHarness } from "#tests/support/harness.ts";
import { mailedTokens, setSeats } from "#tests/support/members.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness({ env: { DATA_DIR: mkdtempSync(path.join(tmpdir(), "marque-seats-")) } });
});
afterAll(() => harness.close());

describe("seats", () => {
  it("are kept by open invitations; several that do not fit are refused together, and nothing is lost", async () => {
    const { ctx, ...small } = await harness.mintTenant();
    await setSeats({ ctx, ...small }, 3);
    const ask = (...emails: string[]) => inviteMembers.call(ctx(), { emails, role: "viewer" });
    await expect(ask("a@s.test", "b@s.test", "c@s.test")).rejects.toMatchObject({
      code: "payment_required",
      details: { reason: "limit_reached", meter: "members", limit: 3 },
    });
    expect(await getSeats.call(ctx(), {})).toEqual({ members: 1, reserved: 0, limit: 3 });
    await ask("a@s.test", "b@s.test");
    expect(await getSeats.call(ctx(), {})).toEqual({ members: 1, reserved: 2, limit: 3 });
    await expect(ask("c@s.test")).rejects.toMatchObject({ code: "payment_required" });
    expect(await ask("a@s.test")).toMatchObject([{ outcome: "already_invited" }]);
    const [first] = await listInvitations.call(ctx(), {});
    await revokeInvitation.call(ctx(), { invitationId: first?.id });
    expect(await ask("c@s.test")).toMatchObject([{ outcome: "invited" }]);
    harness.clock.advance(7 * DAY_MS);
    expect(await getSeats.call(ctx(), {})).toEqual({ members: 1, reserved: 0, limit: 3 });
  });

  it("two hundred accept at once with one seat left: exactly one comes in", async () => {
    const crowd = await harness.mintTenant();
    await setSeats(crowd, null);
    const emails = Array.from({ length: 200 }, (_, n) => `crowd-${n}@crowd.test`);
    for (let n = 0; n < emails.length; n += 20) {
      await inviteMembers.call(crowd.ctx(), { emails: emails.slice(n, n + 20), role: "viewer" });
      harness.clock.advance(HOUR_MS);
    }
    const tokens = await mailedTokens(harness);
    await harness.ports.systemDb.client.user.createMany({
      data: emails.map((email) => ({ id: email, email, name: email })),
    });
    await setSeats(crowd, 2);
    const answers = await Promise.allSettled(
      emails.map((email) => {
        const actor = { type: "user", userId: email, sessionId: "s", name: email, email } as const;
        const person = platformCtx(harness.ports, { ...actor, role: null, permissions: [] });
        return acceptInvitation.call(person, { tenantId: crowd.tenant.id, token: tokens.get(email) });
      }),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const answer of answers) {
      if (answer.status === "rejected") {
        expect(answer.reason).toMatchObject({ details: { reason: "limit_reached" } });
      }
    }
    expect(await crowd.ctx().db.membership.count()).toBe(2);
  });
});

describe("someone who comes another way", () => {
  it("leaves kept seats alone, unless one is kept for them", async () => {
    const tenant = await harness.mintTenant();
    await setSeats(tenant, 2);
    await inviteMembers.call(tenant.ctx(), { emails: ["kept@sso.test"], role: "viewer" });
    const arrive = async (email: string) => {
      const { user } = harness.ports.systemDb.client;
      await user.create({ data: { id: email, email, name: email } });
      const bounds = await readSeatBounds(harness.ports, tenant.tenant);
      const system = platformCtx(harness.ports, { type: "system", process: "sso" });
      return system.transaction(({ ctx }) =>
        admitMember(ctx, bounds, { userId: email, email, role: "viewer", source: "sso" }),
      );
    };
    await expect(arrive("stranger@sso.test")).rejects.toMatchObject({ code: "payment_required" });
    expect(await arrive("kept@sso.test")).toMatchObject({ isNew: true });
    expect(await tenant.ctx().db.membership.count()).toBe(2);
  });
});
