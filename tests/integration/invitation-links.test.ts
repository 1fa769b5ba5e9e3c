import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  acceptInvitation,
  listMembers,
  mailInvitation,
  resendInvitation,
  revokeInvitation,
} from "#server/modules/members/index.ts";
import { isInvited } from "#server/modules/tenancy/index.ts";
import type { Harness, MintedTenant } from "#tests/support/harness.ts";
import { openMailed } from "#tests/support/mail.ts";
import { invitingAt, mailedToken, mailedTokens, setSeats } from "#tests/support/members.ts";

const DAY_MS = 86_400_000;

let harness: Harness;
let acme: MintedTenant;
beforeAll(async () => {
  harness = await openMailed();
  acme = await harness.mintTenant("acme");
  await setSeats(acme, null);
});
afterAll(() => harness.close());

const { invite, pending, newcomer, find } = invitingAt(() => ({ harness, acme }));

describe("a link", () => {
  it("of another tenant, or of none, is not found", async () => {
    const nova = await harness.mintTenant();
    await invite("bound@people.test");
    const token = await mailedToken(harness, "bound@people.test");
    await expect(find(token, harness.visitor(), nova)).rejects.toMatchObject({ code: "not_found" });
    await expect(acceptInvitation.call(harness.visitor(), newcomer(token, nova))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(find("nonsense")).rejects.toMatchObject({ code: "not_found" });
  });

  it("that was revoked is dead; revoking twice is quiet, and a later invitation works", async () => {
    await invite("revoked@people.test");
    const token = await mailedToken(harness, "revoked@people.test");
    const { id: invitationId } = await pending("revoked@people.test");
    await revokeInvitation.call(acme.ctx(), { invitationId });
    await revokeInvitation.call(acme.ctx(), { invitationId });
    expect(await find(token)).toMatchObject({ status: "revoked" });
    await expect(acceptInvitation.call(harness.visitor(), newcomer(token))).rejects.toMatchObject({
      code: "gone",
      details: { reason: "invitation_revoked" },
    });
    expect(await invite("revoked@people.test")).toMatchObject([{ outcome: "invited" }]);
  });

  it("that was sent again replaces the one before, a minute later at the earliest and five times at most", async () => {
    await invite("again@people.test");
    const old = await mailedToken(harness, "again@people.test");
    const { id: invitationId } = await pending("again@people.test");
    const resend = () => resendInvitation.call(acme.ctx(), { invitationId });
    await expect(resend()).rejects.toMatchObject({
      code: "rate_limited",
      details: { retryAfterSeconds: 60 },
    });
    harness.clock.advance(61_000);
    await resend();
    await expect(find(old)).rejects.toMatchObject({ code: "not_found" });
    const fresh = await mailedToken(harness, "again@people.test");
    expect(fresh).not.toBe(old);
    expect(await find(fresh)).toMatchObject({ status: "open" });
    for (let n = 0; n < 3; n++) {
      harness.clock.advance(61_000);
      await resend();
    }
    harness.clock.advance(61_000);
    await expect(resend()).rejects.toMatchObject({ code: "conflict", details: { reason: "resend_limit" } });
    expect(await pending("again@people.test")).toMatchObject({ canResend: false });
  });

  it("expires after seven days; sending it again, or inviting again, opens it for seven more", async () => {
    await invite("late@people.test");
    const token = await mailedToken(harness, "late@people.test");
    harness.clock.advance(7 * DAY_MS);
    expect(await find(token)).toMatchObject({ status: "expired" });
    await expect(acceptInvitation.call(harness.visitor(), newcomer(token))).rejects.toMatchObject({
      details: { reason: "invitation_expired" },
    });
    expect(await isInvited(harness.ports, acme.tenant.id, "late@people.test")).toBe(false);
    const { id: invitationId, isExpired } = await pending("late@people.test");
    expect(isExpired).toBe(true);
    await resendInvitation.call(acme.ctx(), { invitationId });
    expect(await pending("late@people.test")).toMatchObject({ isExpired: false });
    harness.clock.advance(7 * DAY_MS);
    expect(await invite("late@people.test", "viewer")).toMatchObject([{ outcome: "invited" }]);
    expect(await pending("late@people.test")).toMatchObject({ role: "viewer", isExpired: false });
  });

  it("is not mailed when it was revoked before the worker came to it", async () => {
    await invite("quick@people.test");
    const { id: invitationId } = await pending("quick@people.test");
    await revokeInvitation.call(acme.ctx(), { invitationId });
    expect((await mailedTokens(harness)).has("quick@people.test")).toBe(false);
    expect(mailInvitation.events).toEqual(["invitation.sent"]);
  });

  it("is revoked or accepted, never both, when both come at once", async () => {
    for (let n = 0; n < 5; n++) {
      const email = `race-${n}@people.test`;
      await invite(email);
      const token = await mailedToken(harness, email);
      const { id: invitationId } = await pending(email);
      const [accepted, revoked] = await Promise.allSettled([
        acceptInvitation.call(harness.visitor(), newcomer(token)),
        revokeInvitation.call(acme.ctx(), { invitationId }),
      ]);
      expect([accepted.status, revoked.status].filter((status) => status === "fulfilled")).toHaveLength(1);
      const isMember = (await listMembers.call(acme.ctx(), {})).members.some(
        (member) => member.email === email,
      );
      expect(isMember).toBe(accepted.status === "fulfilled");
    }
  });
});
