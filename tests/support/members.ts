import type { Actor } from "#server/kernel/actor.ts";
import type { TenantEvent } from "#server/kernel/background.ts";
import type { Client, Ctx } from "#server/kernel/ctx.ts";
import { platformCtx, tenantCtx } from "#server/modules/audit/index.ts";
import {
  acceptInvitation,
  findInvitation,
  inviteMembers,
  listInvitations,
  mailInvitation,
} from "#server/modules/members/index.ts";
import { findMember } from "#server/modules/tenancy/index.ts";
import { newId } from "#server/platform/ids.ts";
import { mailboxFolder } from "#server/platform/mailer.ts";
import { readMails } from "#server/sandbox/open-mailbox.ts";
import type { Harness, MintedTenant } from "./harness.ts";

export const PASSWORD = "a long enough password";
const CLIENT: Client = { address: "192.0.2.7", userAgent: "test" };

/** The token of the newest link mailed to each address, after the mail subscriber has heard every event so far. */
export async function mailedTokens({ ports }: Harness): Promise<Map<string, string>> {
  const rows = await ports.systemDb.client.outboxEvent.findMany({
    where: { type: "invitation.sent" },
    orderBy: { id: "asc" },
  });
  for (const { tenantId, id, type, payload } of rows) {
    const event: TenantEvent = { ...Object(payload), tenantId, id, type };
    await mailInvitation.run(ports, event, new AbortController().signal);
  }
  const oldestFirst = (await readMails(mailboxFolder(ports.env))).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return new Map(
    oldestFirst.flatMap(({ to, text }) => {
      const token = text.match(/\/invite#(\S+)/)?.[1];
      return token ? [[to, token] as const] : [];
    }),
  );
}

export async function mailedToken(harness: Harness, email: string): Promise<string> {
  const token = (await mailedTokens(harness)).get(email);
  if (!token) throw new Error(`no invitation was mailed to ${email}`);
  return token;
}

/** The actor that a request of this person at this tenant would have now. */
export async function actorOf(harness: Harness, { tenant }: MintedTenant, email: string): Promise<Actor> {
  const user = await harness.ports.systemDb.client.user.findUniqueOrThrow({ where: { email } });
  const member = await findMember(harness.ports.tenantDb(tenant.id).client, user.id);
  return {
    type: "user",
    userId: user.id,
    sessionId: "none",
    name: user.name,
    email,
    role: member?.role ?? null,
    permissions: member?.permissions ?? [],
    authenticatedAt: harness.ports.clock.now(),
  };
}

export async function ctxOf(harness: Harness, minted: MintedTenant, email: string): Promise<Ctx> {
  return tenantCtx(harness.ports, minted.tenant, await actorOf(harness, minted, email), CLIENT);
}

/** The plan's seats, set for this tenant alone; null: unlimited. */
export async function setSeats({ ctx }: MintedTenant, value: number | null): Promise<void> {
  const owner = ctx();
  await owner.db.entitlementOverride.deleteMany({ where: { key: "members" } });
  await owner.db.entitlementOverride.create({
    data: { id: owner.newId(), kind: "limit", key: "members", value, reason: "test", createdAt: owner.now() },
    select: { id: true },
  });
}

export interface Joined {
  email: string;
  userId: string;
  memberId: string;
  /** A context made from what the person is at the time of the call. */
  ctx(): Promise<Ctx>;
}

/** A new person, invited by the owner and joined by the mailed link. */
export async function join(
  harness: Harness,
  minted: MintedTenant,
  email: string,
  role: "admin" | "trader" | "viewer",
  exceptions: { grants?: string[]; denials?: string[] } = {},
): Promise<Joined> {
  await inviteMembers.call(await ctxOf(harness, minted, minted.email), {
    emails: [email],
    role,
    ...exceptions,
  });
  const token = await mailedToken(harness, email);
  await acceptInvitation.call(harness.visitor(), {
    tenantId: minted.tenant.id,
    token,
    name: email.split("@")[0] ?? email,
    password: PASSWORD,
  });
  const row = await harness.ports.systemDb.client.membership.findFirstOrThrow({
    where: { tenantId: minted.tenant.id, user: { email } },
  });
  return { email, userId: row.userId, memberId: row.id, ctx: () => ctxOf(harness, minted, email) };
}

export async function asPerson(harness: Harness, minted: MintedTenant, email: string) {
  return platformCtx(harness.ports, await actorOf(harness, minted, email), CLIENT);
}

/** `count` traders who have joined one second after the other: `Person 0007`, person-7-of-SLUG@people.test. */
export async function plantMembers(
  { ports }: Harness,
  { tenant }: MintedTenant,
  count: number,
): Promise<void> {
  const { client: db } = ports.systemDb;
  const people = Array.from({ length: count }, (_, number) => ({
    id: `person-${number}-of-${tenant.slug}`,
    name: `Person ${String(number).padStart(4, "0")}`,
    email: `person-${number}-of-${tenant.slug}@people.test`,
  }));
  await db.user.createMany({ data: people });
  const now = ports.clock.now().getTime();
  const member = { tenantId: tenant.id, role: "trader" };
  await db.membership.createMany({
    data: people.map(({ id: userId }, number) => {
      const createdAt = new Date(now + (number + 1) * 1_000);
      return { ...member, id: newId(createdAt), userId, createdAt };
    }),
  });
}

/** What a suite about invitations does all the time, at its tenant `acme` unless it names another. */
export function invitingAt(suite: () => { harness: Harness; acme: MintedTenant }) {
  return {
    invite: (email: string, role = "trader", tenant = suite().acme) =>
      inviteMembers.call(tenant.ctx(), { emails: [email], role }),
    async pending(email: string) {
      const all = await listInvitations.call(suite().acme.ctx(), {});
      const found = all.find((each) => each.email === email);
      if (!found) throw new Error(`no invitation of ${email} is pending`);
      return found;
    },
    newcomer: (token: string, tenant = suite().acme) => ({
      tenantId: tenant.tenant.id,
      token,
      name: "New Person",
      password: PASSWORD,
    }),
    find: (token: string, ctx = suite().harness.visitor(), tenant = suite().acme) =>
      findInvitation.call(ctx, { tenantId: tenant.tenant.id, token }),
  };
}
