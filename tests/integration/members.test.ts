import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TenantEvent } from "#server/kernel/background.ts";
import { ROLE_PERMISSIONS } from "#server/kernel/permission.ts";
import { platformCtx } from "#server/modules/audit/index.ts";
import { readSession } from "#server/modules/auth/index.ts";
import { listBots } from "#server/modules/bots/index.ts";
import {
  admitMember,
  endMemberSessions,
  leaveTenant,
  listMembers,
  mailNewOwner,
  readSeatBounds,
  removeMember,
  transferOwnership,
  updateMember,
} from "#server/modules/members/index.ts";
import { findMember } from "#server/modules/tenancy/index.ts";
import { mailboxFolder } from "#server/platform/mailer.ts";
import { readMails } from "#server/sandbox/open-mailbox.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";
import { asPerson, ctxOf, join, setSeats } from "#tests/support/members.ts";
import { openTestSession } from "#tests/support/sessions.ts";

let harness: Harness;
let acme: MintedTenant;
beforeAll(async () => {
  harness = await openHarness({ env: { DATA_DIR: mkdtempSync(path.join(tmpdir(), "marque-members-")) } });
  acme = await mint();
});
afterAll(() => harness.close());

async function mint(): Promise<MintedTenant> {
  const minted = await harness.mintTenant();
  await setSeats(minted, null);
  return minted;
}

let people = 0;
const person = (role: "admin" | "trader" | "viewer", exceptions = {}, tenant = acme) =>
  join(harness, tenant, `person-${++people}@${tenant.tenant.slug}.test`, role, exceptions);
const memberIdOf = async (tenant: MintedTenant, email: string) =>
  (await listMembers.call(tenant.ctx(), {})).members.find((member) => member.email === email)?.id;
const owners = (tenant: MintedTenant) => tenant.ctx().db.membership.count({ where: { role: "owner" } });

async function eventsOf(tenant: MintedTenant, type: string): Promise<TenantEvent[]> {
  const rows = await tenant.ctx().db.outboxEvent.findMany({ where: { type }, orderBy: { id: "asc" } });
  return rows.map(({ tenantId, id, payload }) => ({ ...Object(payload), tenantId, id, type }));
}
const { signal } = new AbortController();

describe("a change of role", () => {
  it("counts from the next request on, and is audited with before and after", async () => {
    const trader = await person("trader");
    const { permissions } = (await findMember(acme.ctx().db, trader.userId)) ?? {};
    expect(permissions?.toSorted()).toEqual(ROLE_PERMISSIONS.trader.toSorted());
    await updateMember.call(acme.ctx(), { memberId: trader.memberId, role: "viewer" });
    expect(await findMember(acme.ctx().db, trader.userId)).toMatchObject({ role: "viewer" });
    expect((await findMember(acme.ctx().db, trader.userId))?.permissions).not.toContain("bot:write");
    const row = await acme
      .ctx()
      .db.auditLog.findFirstOrThrow({ where: { verb: "member.update", entityId: trader.memberId } });
    expect(row).toMatchObject({ before: { role: "trader" }, after: { role: "viewer" } });
  });

  it("clears the exceptions of the old role, unless new ones come with it", async () => {
    const trader = await person("trader", { grants: ["key:read"], denials: ["bot:write"] });
    const change = (input: object) => updateMember.call(acme.ctx(), { memberId: trader.memberId, ...input });
    expect(await change({ grants: ["key:read", "data:read"] })).toMatchObject({
      grants: ["key:read"],
      denials: ["bot:write"],
    });
    expect(await change({ role: "viewer" })).toMatchObject({ grants: [], denials: [] });
    expect(await change({ role: "trader", denials: ["data:write"] })).toMatchObject({
      grants: [],
      denials: ["data:write"],
    });
  });

  it("of exceptions opens and closes verbs at once", async () => {
    const viewer = await person("viewer");
    await updateMember.call(acme.ctx(), {
      memberId: viewer.memberId,
      grants: ["member:read"],
      denials: ["bot:read"],
    });
    expect(await listMembers.call(await viewer.ctx(), {})).toMatchObject({ total: expect.any(Number) });
    await expect(listBots.call(await viewer.ctx(), {})).rejects.toMatchObject({ code: "forbidden" });
  });

  it("knows no permission that does not exist, and gives ownership to nobody", async () => {
    const viewer = await person("viewer");
    for (const grants of [["bot:fly"], ["ownership:write"]]) {
      const asked = updateMember.call(acme.ctx(), { memberId: viewer.memberId, grants });
      await expect(asked).rejects.toMatchObject({ code: "invalid_input" });
    }
  });

  it("by an admin reaches neither owners nor admins, nor beyond what the admin has", async () => {
    const admin = await person("admin", { denials: ["key:write"] });
    const [other, viewer] = [await person("admin"), await person("viewer")];
    const ownerId = await memberIdOf(acme, acme.email);
    const asAdmin = async (memberId: string | undefined, input: object) =>
      updateMember.call(await admin.ctx(), { memberId, ...input });
    const refused = (reason: string) => ({ code: "forbidden", details: { reason } });
    await expect(asAdmin(ownerId, { role: "viewer" })).rejects.toMatchObject(refused("owner_only"));
    await expect(asAdmin(other.memberId, { role: "viewer" })).rejects.toMatchObject(refused("owner_only"));
    await expect(asAdmin(viewer.memberId, { role: "admin" })).rejects.toMatchObject(refused("owner_only"));
    await expect(asAdmin(viewer.memberId, { grants: ["key:write"] })).rejects.toMatchObject(
      refused("beyond_own_permissions"),
    );
    await expect(asAdmin(admin.memberId, { denials: [] })).rejects.toMatchObject(refused("own_membership"));
    expect(await asAdmin(viewer.memberId, { role: "trader" })).toMatchObject({ role: "trader" });
  });

  it("asked for with a standing that was lost meanwhile is refused", async () => {
    const [admin, viewer] = [await person("admin"), await person("viewer")];
    const stale = await admin.ctx();
    await updateMember.call(acme.ctx(), { memberId: admin.memberId, role: "trader" });
    const asked = updateMember.call(stale, { memberId: viewer.memberId, role: "trader" });
    await expect(asked).rejects.toMatchObject({ code: "forbidden" });
    await removeMember.call(acme.ctx(), { memberId: admin.memberId });
    await expect(
      updateMember.call(stale, { memberId: viewer.memberId, role: "trader" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the last owner", () => {
  it("can neither step down nor leave", async () => {
    const tenant = await mint();
    const memberId = await memberIdOf(tenant, tenant.email);
    await expect(updateMember.call(tenant.ctx(), { memberId, role: "admin" })).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "last_owner" },
    });
    const owner = await asPerson(harness, tenant, tenant.email);
    await expect(leaveTenant.call(owner, { tenantId: tenant.tenant.id })).rejects.toMatchObject({
      details: { reason: "last_owner" },
    });
    expect(await owners(tenant)).toBe(1);
  });

  it("remains when two owners demote each other at once, over and over", async () => {
    for (let n = 0; n < 5; n++) {
      const tenant = await mint();
      const second = await person("admin", {}, tenant);
      await updateMember.call(tenant.ctx(), { memberId: second.memberId, role: "owner" });
      const [one, two] = [await ctxOf(harness, tenant, tenant.email), await second.ctx()];
      const answers = await Promise.allSettled([
        updateMember.call(one, { memberId: second.memberId, role: "viewer" }),
        updateMember.call(two, { memberId: await memberIdOf(tenant, tenant.email), role: "viewer" }),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
      expect(await owners(tenant)).toBe(1);
    }
  });

  it("remains when two owners leave at once", async () => {
    const tenant = await mint();
    const second = await person("admin", {}, tenant);
    await updateMember.call(tenant.ctx(), { memberId: second.memberId, role: "owner" });
    const leaving = [tenant.email, second.email].map(async (email) =>
      leaveTenant.call(await asPerson(harness, tenant, email), { tenantId: tenant.tenant.id }),
    );
    const answers = await Promise.allSettled(leaving);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await owners(tenant)).toBe(1);
  });
});

describe("removing a member", () => {
  it("makes a stranger of them at once, and ends their sessions there and nowhere else", async () => {
    const trader = await person("trader");
    const ports = harness.ports;
    const openAt = (hostTenantId: string | null) => openTestSession(ports, trader.userId, hostTenantId);
    const [here, api, root] = [
      await openAt(acme.tenant.id),
      await openAt(acme.tenant.id),
      await openAt(null),
    ];
    const removed = await removeMember.call(acme.ctx(), { memberId: trader.memberId });
    expect(removed).toMatchObject({ id: trader.memberId, email: trader.email });
    await expect(listBots.call(await trader.ctx(), {})).rejects.toMatchObject({ code: "not_found" });
    const [event] = (await eventsOf(acme, "member.removed")).filter(({ userId }) => userId === trader.userId);
    if (!event) throw new Error("no event says so");
    await endMemberSessions.run(ports, event, signal);
    await endMemberSessions.run(ports, event, signal);
    expect(await readSession(ports, here, acme.tenant.id)).toBeNull();
    expect(await readSession(ports, api, acme.tenant.id)).toBeNull();
    expect(await readSession(ports, root, null)).not.toBeNull();
  });

  it("leaves the sessions of someone who was let in again before the news was heard", async () => {
    const trader = await person("trader");
    await removeMember.call(acme.ctx(), { memberId: trader.memberId });
    const [event] = (await eventsOf(acme, "member.removed")).filter(({ userId }) => userId === trader.userId);
    const bounds = await readSeatBounds(harness.ports, acme.tenant);
    await platformCtx(harness.ports, { type: "system", process: "test" }).transaction(({ ctx }) =>
      admitMember(ctx, bounds, { userId: trader.userId, email: trader.email, role: "viewer", source: "sso" }),
    );
    const id = await openTestSession(harness.ports, trader.userId, acme.tenant.id);
    if (event) await endMemberSessions.run(harness.ports, event, signal);
    expect(await readSession(harness.ports, id, acme.tenant.id)).not.toBeNull();
  });

  it("twice says that there is no such member", async () => {
    const viewer = await person("viewer");
    await removeMember.call(acme.ctx(), { memberId: viewer.memberId });
    await expect(removeMember.call(acme.ctx(), { memberId: viewer.memberId })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("is not a way to leave; leaving is, for every role, and only for oneself", async () => {
    const viewer = await person("viewer");
    const ownerId = await memberIdOf(acme, acme.email);
    await expect(
      removeMember.call(await ctxOf(harness, acme, acme.email), { memberId: ownerId }),
    ).rejects.toMatchObject({ details: { reason: "own_membership" } });
    const self = await asPerson(harness, acme, viewer.email);
    const tenantId = acme.tenant.id;
    expect(await leaveTenant.call(self, { tenantId })).toEqual({ userId: viewer.userId });
    await expect(leaveTenant.call(self, { tenantId })).rejects.toMatchObject({ code: "not_found" });
    expect(await memberIdOf(acme, viewer.email)).toBeUndefined();
    expect((await eventsOf(acme, "member.removed")).map(({ userId }) => userId)).toContain(viewer.userId);
  });
});

describe("ownership", () => {
  it("is transferred by typing the address: the giver stays as admin, and both are told once by mail", async () => {
    const tenant = await mint();
    const next = await person("viewer", { denials: ["bot:read"] }, tenant);
    const owner = await ctxOf(harness, tenant, tenant.email);
    const give = (input: object) => transferOwnership.call(owner, { memberId: next.memberId, ...input });
    await expect(give({ confirm: "something else" })).rejects.toMatchObject({
      code: "invalid_input",
      details: { fields: { confirm: `Type ${tenant.tenant.slug} to confirm.` } },
    });
    expect(await give({ confirm: tenant.tenant.slug })).toMatchObject({ role: "owner", denials: [] });
    await expect(give({ confirm: tenant.tenant.slug })).rejects.toMatchObject({ code: "forbidden" });
    expect(
      (await listMembers.call(await next.ctx(), {})).members.map(({ email, role }) => [email, role]),
    ).toEqual([
      [tenant.email, "admin"],
      [next.email, "owner"],
    ]);
    const [event] = await eventsOf(tenant, "ownership.transferred");
    if (!event) throw new Error("no event says so");
    await mailNewOwner.run(harness.ports, event, signal);
    await mailNewOwner.run(harness.ports, event, signal);
    const mails = (await readMails(mailboxFolder(harness.ports.env))).filter(({ subject }) =>
      subject.includes("new owner"),
    );
    expect(mails.map(({ to }) => to).toSorted()).toEqual([next.email, tenant.email].toSorted());
  });

  it("asks for a password shown lately: an open screen is not enough", async () => {
    const tenant = await mint();
    const next = await person("viewer", {}, tenant);
    const owner = await ctxOf(harness, tenant, tenant.email);
    harness.clock.advance(11 * 60_000);
    const input = { memberId: next.memberId, confirm: tenant.tenant.slug };
    await expect(transferOwnership.call(owner, input)).rejects.toMatchObject({
      code: "forbidden",
      details: { reason: "reauthentication_required" },
    });
  });

  it("is nobody else's to give, and goes to members only", async () => {
    const admin = await person("admin");
    const confirm = acme.tenant.slug;
    await expect(
      transferOwnership.call(await admin.ctx(), { memberId: admin.memberId, confirm }),
    ).rejects.toMatchObject({ code: "forbidden" });
    const memberId = harness.visitor().newId();
    await expect(transferOwnership.call(acme.ctx(), { memberId, confirm })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
