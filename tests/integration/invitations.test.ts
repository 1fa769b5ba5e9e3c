import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { platformCtx } from "#server/modules/audit/index.ts";
import { signIn, signUp } from "#server/modules/auth/index.ts";
import {
  acceptInvitation,
  inviteMembers,
  listMembers,
  revokeInvitation,
} from "#server/modules/members/index.ts";
import { isInvited } from "#server/modules/tenancy/index.ts";
import { mailboxFolder } from "#server/platform/mailer.ts";
import { tokenHash } from "#server/platform/token.ts";
import { readMails } from "#server/sandbox/open-mailbox.ts";
import type { Harness, MintedTenant } from "#tests/support/harness.ts";
import { openMailed } from "#tests/support/mail.ts";
import {
  asPerson,
  invitingAt,
  join,
  mailedToken,
  mailedTokens,
  PASSWORD,
  setSeats,
} from "#tests/support/members.ts";

let harness: Harness;
let acme: MintedTenant;
beforeAll(async () => {
  harness = await openMailed();
  acme = await harness.mintTenant("acme");
  await setSeats(acme, null);
});
afterAll(() => harness.close());

const { invite, pending, newcomer, find } = invitingAt(() => ({ harness, acme }));

describe("inviting", () => {
  it("mails one link in the company's name; the token is in the fragment and stored nowhere in the clear", async () => {
    await invite("first@people.test", "viewer");
    const token = await mailedToken(harness, "first@people.test");
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    const all = await readMails(mailboxFolder(harness.ports.env));
    expect(all.filter(({ to }) => to === "first@people.test")).toMatchObject([
      {
        fromName: "acme Inc",
        subject: "Owner invites you to acme Inc",
        text: expect.stringContaining(`http://acme.localhost:3000/invite#${token}`),
      },
    ]);
    const pool = harness.ports.database.pool({ role: "system" });
    for (const table of ["invitation", "outbox_event", "audit_log"]) {
      const { rows } = await pool.query(`select t::text as all from ${table} t`);
      expect(rows.some((row) => row.all.includes(token))).toBe(false);
    }
    const { rows } = await pool.query("select 1 from invitation where token_hash = $1", [tokenHash(token)]);
    expect(rows).toHaveLength(1);
  });

  it("takes several addresses at once, each in any case and once, and tells who is in already", async () => {
    await join(harness, acme, "inside@people.test", "viewer");
    await invite("waiting@people.test");
    const answer = await inviteMembers.call(acme.ctx(), {
      emails: ["Fresh@People.test ", "fresh@people.test", "waiting@people.test", "inside@people.test"],
      role: "trader",
    });
    expect(answer).toEqual([
      { email: "fresh@people.test", outcome: "invited" },
      { email: "waiting@people.test", outcome: "already_invited" },
      { email: "inside@people.test", outcome: "already_member" },
    ]);
  });

  it("says the same of an address that has an account elsewhere and of one that has none", async () => {
    const elsewhere = await harness.mintTenant();
    const known = await invite(elsewhere.email);
    const unknown = await invite("nobody@nowhere.test");
    expect(known).toEqual([{ email: elsewhere.email, outcome: "invited" }]);
    expect(unknown).toEqual([{ email: "nobody@nowhere.test", outcome: "invited" }]);
    const shape = async (email: string) => {
      const { id, email: _, ...rest } = await pending(email);
      return rest;
    };
    expect(await shape(elsewhere.email)).toEqual(await shape("nobody@nowhere.test"));
  });

  it("names the address that is none, and invites nobody", async () => {
    const asked = inviteMembers.call(acme.ctx(), { emails: ["good@people.test", "bad"], role: "viewer" });
    await expect(asked).rejects.toMatchObject({
      code: "invalid_input",
      details: { fields: { "emails.1": expect.stringContaining("name@company.com") } },
    });
    await expect(pending("good@people.test")).rejects.toThrow(/no invitation/);
  });

  it("makes no owner, lets admins make no admins, and gives nobody what the inviter lacks", async () => {
    await expect(invite("x@people.test", "owner")).rejects.toMatchObject({ code: "forbidden" });
    const admin = await join(harness, acme, "admin@people.test", "admin", { denials: ["key:write"] });
    const asAdmin = async (input: object) =>
      inviteMembers.call(await admin.ctx(), { emails: ["y@people.test"], role: "trader", ...input });
    await expect(asAdmin({ role: "admin" })).rejects.toMatchObject({ details: { reason: "owner_only" } });
    await expect(asAdmin({ grants: ["key:write"] })).rejects.toMatchObject({
      details: { reason: "beyond_own_permissions" },
    });
    expect(await asAdmin({ grants: ["key:read"] })).toMatchObject([{ outcome: "invited" }]);
  });

  it("of the same address twice at once sends one mail", async () => {
    const answers = await Promise.all([invite("twice@people.test"), invite("twice@people.test")]);
    expect(
      answers
        .flat()
        .map(({ outcome }) => outcome)
        .toSorted(),
    ).toEqual(["already_invited", "invited"]);
    await mailedTokens(harness);
    const all = await readMails(mailboxFolder(harness.ports.env));
    expect(all.filter(({ to }) => to === "twice@people.test")).toHaveLength(1);
  });

  it("fills nobody's mailbox, however often it is revoked and made again", async () => {
    const again = async () => {
      await invite("tired@people.test");
      const { id } = await pending("tired@people.test");
      await revokeInvitation.call(acme.ctx(), { invitationId: id });
    };
    for (let n = 0; n < 10; n++) await again();
    await expect(again()).rejects.toMatchObject({
      code: "rate_limited",
      details: { reason: "invite-mailbox" },
    });
  });
});

describe("accepting as a new person", () => {
  it("creates the account with a verified address and the invited role, once, however often it is pressed", async () => {
    await invite("newcomer@people.test", "trader");
    const token = await mailedToken(harness, "newcomer@people.test");
    expect(await find(token)).toMatchObject({ status: "open", role: "trader", next: "register" });
    const accept = () => acceptInvitation.call(harness.visitor(), newcomer(token));
    const answers = await Promise.allSettled([accept(), accept()]);
    expect(answers.some(({ status }) => status === "fulfilled")).toBe(true);
    expect(await accept()).toEqual({ email: "newcomer@people.test", role: "trader" });
    const { members } = await listMembers.call(acme.ctx(), {});
    expect(members.filter(({ email }) => email === "newcomer@people.test")).toMatchObject([
      { name: "New Person", role: "trader" },
    ]);
    const user = await harness.ports.systemDb.client.user.findUniqueOrThrow({
      where: { email: "newcomer@people.test" },
    });
    expect(user.emailVerifiedAt).toEqual(harness.clock.now());
    expect(await passwordAnswer("newcomer@people.test", PASSWORD)).toMatchObject({
      signedIn: { userId: user.id },
    });
    expect(await find(token)).toMatchObject({ status: "accepted" });
  });

  it("asks for name and password at their fields, and a second password changes nothing", async () => {
    await invite("fields@people.test");
    const token = await mailedToken(harness, "fields@people.test");
    const bare = { tenantId: acme.tenant.id, token };
    await expect(acceptInvitation.call(harness.visitor(), bare)).rejects.toMatchObject({
      code: "invalid_input",
      details: { fields: { name: expect.any(String), password: expect.any(String) } },
    });
    await acceptInvitation.call(harness.visitor(), newcomer(token));
    await acceptInvitation.call(harness.visitor(), { ...newcomer(token), password: "another password" });
    await expect(passwordAnswer("fields@people.test", "another password")).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });
});

describe("accepting as someone who has an account", () => {
  it("asks to sign in first, lets them in at the door, and only the invited address accepts", async () => {
    const theirs = await harness.mintTenant("other-company");
    await invite(theirs.email, "viewer");
    const token = await mailedToken(harness, theirs.email);
    expect(await find(token)).toMatchObject({ next: "sign_in" });
    await expect(acceptInvitation.call(harness.visitor(), newcomer(token))).rejects.toMatchObject({
      code: "unauthenticated",
      details: { reason: "sign_in_first" },
    });
    expect(await isInvited(harness.ports, acme.tenant.id, theirs.email)).toBe(true);

    const wrong = await asPerson(harness, acme, acme.email);
    expect(await find(token, wrong)).toMatchObject({ next: "switch_account" });
    const input = { tenantId: acme.tenant.id, token };
    await expect(acceptInvitation.call(wrong, input)).rejects.toMatchObject({
      code: "forbidden",
      details: { reason: "other_account" },
    });

    const right = await asPerson(harness, acme, theirs.email);
    expect(await find(token, right)).toMatchObject({ next: "accept" });
    expect(await acceptInvitation.call(right, input)).toEqual({ email: theirs.email, role: "viewer" });
    expect(await acceptInvitation.call(right, input)).toEqual({ email: theirs.email, role: "viewer" });
    expect(await isInvited(harness.ports, acme.tenant.id, theirs.email)).toBe(false);
    const { auditLog } = harness.ports.systemDb.client;
    const joined = await auditLog.findMany({ where: { tenantId: acme.tenant.id, userId: theirs.ownerId } });
    expect(joined.map(({ verb }) => verb)).toContain("invitation.accept");
  });

  it("gives the seat to nobody who merely signed up with the address and has no link", async () => {
    await invite("squatted@people.test");
    await signUp.call(platformCtx(harness.ports, { type: "system", process: "test" }), {
      name: "Squatter",
      email: "squatted@people.test",
      password: PASSWORD,
      company: "Squat",
      slug: "squat",
    });
    const squatter = await asPerson(harness, acme, "squatted@people.test");
    const guess = { tenantId: acme.tenant.id, token: "a".repeat(43) };
    await expect(acceptInvitation.call(squatter, guess)).rejects.toMatchObject({ code: "not_found" });
  });
});

const passwordAnswer = (email: string, password: string) =>
  signIn.call(harness.visitor(), { email, password });
