import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#server/kernel/actor.ts";
import {
  endSessions,
  listSessions,
  readSession,
  reauthenticate,
  requireRecentAuth,
  revokeOtherSessions,
  revokeSession,
  signOut,
} from "#server/modules/auth/index.ts";
import { openLive } from "#server/platform/live.ts";
import { localSignal } from "#server/platform/signal.ts";
import { FIREFOX, TestBrowser } from "#tests/support/browser.ts";
import type { Harness, MintedTenant } from "#tests/support/harness.ts";
import { mailsTo, openMailed, workOffAccounts } from "#tests/support/mail.ts";
import { siteOfTenant } from "#tests/support/persons.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let harness: Harness;
let acme: MintedTenant;
beforeAll(async () => {
  harness = await openMailed();
  acme = await harness.mintTenant("acme");
});
afterAll(() => harness.close());

const isAlive = async ({ sessionId, hostTenantId }: { sessionId: string; hostTenantId: string | null }) =>
  (await readSession(harness.ports, sessionId, hostTenantId)) !== null;

async function signedIn(
  minted: MintedTenant,
  { isRemembered = true, atRoot = false, address = "198.51.100.1" } = {},
) {
  const browser = new TestBrowser(harness, atRoot ? undefined : siteOfTenant(minted), address);
  const session = await browser.signIn(minted.email, minted.password, isRemembered);
  return { browser, session };
}

describe("a session (P6)", () => {
  it("has a new id at every sign-in, and the browser's session before it ends", async () => {
    const { browser, session: first } = await signedIn(acme);
    const second = await browser.signIn(acme.email, acme.password);
    expect(second.sessionId).not.toBe(first.sessionId);
    expect([await isAlive(first), await isAlive(second)]).toEqual([false, true]);
  });

  it("is over at once in a process that hears no news", async () => {
    const { session } = await signedIn(acme);
    const ports = { ...harness.ports, signal: localSignal(), live: openLive(localSignal()) };
    const elsewhere = () => readSession(ports, session.sessionId, session.hostTenantId);
    expect(await elsewhere()).not.toBeNull();
    await harness
      .visitor()
      .transaction(({ ctx }) => endSessions(ctx, session.userId, { only: session.sessionId }));
    expect(await elsewhere()).toBeNull();
  });

  it("is none on a sibling's host, nor on the root domain", async () => {
    const nova = await harness.mintTenant();
    const { session } = await signedIn(acme);
    expect(await readSession(harness.ports, session.sessionId, nova.tenant.id)).toBeNull();
    expect(await readSession(harness.ports, session.sessionId, null)).toBeNull();
    expect(await isAlive(session)).toBe(true);
  });

  it("ends after 14 days without a visit, after 30 days in any case, and after 12 hours unremembered", async () => {
    const minted = await harness.mintTenant();
    const [idle, used, short] = [
      (await signedIn(minted)).session,
      (await signedIn(minted)).session,
      (await signedIn(minted, { isRemembered: false })).session,
    ];
    harness.clock.advance(DAY_MS / 2 + 1);
    expect([await isAlive(short), await isAlive(used)]).toEqual([false, true]);
    harness.clock.advance(13 * DAY_MS);
    expect(await isAlive(used)).toBe(true);
    harness.clock.advance(DAY_MS);
    expect([await isAlive(idle), await isAlive(used)]).toEqual([false, true]);
    harness.clock.advance(10 * DAY_MS);
    expect(await isAlive(used)).toBe(true);
    harness.clock.advance(6 * DAY_MS);
    expect(await isAlive(used)).toBe(false);
  });

  it("writes when it was last seen every few minutes, not with every request", async () => {
    const { session } = await signedIn(acme);
    const seen = async () => {
      await isAlive(session);
      const { session: table } = harness.ports.systemDb.client;
      return (await table.findUniqueOrThrow({ where: { id: session.sessionId } })).lastSeenAt?.getTime();
    };
    const first = await seen();
    harness.clock.advance(4 * MINUTE_MS);
    expect(await seen()).toBe(first);
    harness.clock.advance(2 * MINUTE_MS);
    expect(await seen()).toBe(harness.clock.now().getTime());
  });
});

describe("a person's sessions", () => {
  it("are listed with device and place, on all hosts, this one first", async () => {
    const minted = await harness.mintTenant();
    const root = await signedIn(minted, { atRoot: true, address: "192.0.2.9" });
    harness.clock.advance(MINUTE_MS);
    const here = await signedIn(minted);
    harness.clock.advance(MINUTE_MS);
    await signedIn(minted, { address: "192.0.2.10" });
    const list = await listSessions.call(here.browser.ctx(), {});
    expect(list).toHaveLength(3);
    expect(list[0]).toMatchObject({
      id: here.session.sessionId,
      isCurrent: true,
      workspace: minted.tenant.name,
      device: { name: "Firefox on Linux", kind: "computer" },
      method: "password",
    });
    expect(list.at(-1)).toMatchObject({ id: root.session.sessionId, workspace: null, address: "192.0.2.9" });
  });

  it("are ended one by one, at once, and not by others", async () => {
    const [minted, other] = [await harness.mintTenant(), await harness.mintTenant()];
    const [here, there] = [await signedIn(minted), await signedIn(minted, { atRoot: true })];
    const stranger = await signedIn(other);
    const sessionId = there.session.sessionId;
    await expect(revokeSession.call(stranger.browser.ctx(), { sessionId })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await isAlive(there.session)).toBe(true);
    await revokeSession.call(here.browser.ctx(), { sessionId });
    expect([await isAlive(there.session), await isAlive(here.session)]).toEqual([false, true]);
    await expect(revokeSession.call(here.browser.ctx(), { sessionId })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("are ended all but this one, and each workspace's log says so", async () => {
    const minted = await harness.mintTenant();
    const [here, there, root] = [
      await signedIn(minted),
      await signedIn(minted),
      await signedIn(minted, { atRoot: true }),
    ];
    const { ended } = await revokeOtherSessions.call(here.browser.ctx(), {});
    expect(ended).toBe(2);
    const alive = [here, there, root].map(({ session }) => isAlive(session));
    expect(await Promise.all(alive)).toEqual([true, false, false]);
    const rows = await harness.ports.systemDb.client.auditLog.findMany({
      where: { tenantId: minted.tenant.id, verb: "session.end" },
    });
    expect(rows).toMatchObject([{ entityId: there.session.sessionId, userId: minted.ownerId }]);
  });

  it("end by signing out, this one alone", async () => {
    const minted = await harness.mintTenant();
    const [here, there] = [await signedIn(minted), await signedIn(minted)];
    await signOut.call(here.browser.ctx(), {});
    expect([await isAlive(here.session), await isAlive(there.session)]).toEqual([false, true]);
  });

  it("of one workspace end without those of another", async () => {
    const minted = await harness.mintTenant();
    const [here, root] = [await signedIn(minted), await signedIn(minted, { atRoot: true })];
    await root.browser
      .ctx()
      .transaction(({ ctx }) => endSessions(ctx, minted.ownerId, { hostTenantId: minted.tenant.id }));
    expect([await isAlive(here.session), await isAlive(root.session)]).toEqual([false, true]);
  });
});

describe("a browser that was not seen before", () => {
  it("is told of once, by mail, and the first of all is not", async () => {
    const minted = await harness.mintTenant();
    const { browser } = await signedIn(minted);
    await workOffAccounts(harness);
    expect(await mailsTo(harness, minted.email)).toEqual([]);
    await browser.signIn(minted.email, minted.password);
    const elsewhere = await signedIn(minted, { address: "203.0.113.200" });
    await elsewhere.browser.signIn(minted.email, minted.password);
    await workOffAccounts(harness);
    const mails = await mailsTo(harness, minted.email);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ subject: expect.stringContaining("New sign-in") });
    expect(mails[0]?.text).toContain("Firefox on Linux, address 203.0.113.200");
    expect(FIREFOX).toContain("Firefox");
  });
});

describe("asking again who it is", () => {
  const at = (actor: Actor, authenticatedAt: Date | null): Actor =>
    actor.type === "user" ? { ...actor, authenticatedAt } : actor;

  it("counts for ten minutes after password or passkey, and never without", async () => {
    const { browser } = await signedIn(acme);
    const ctx = browser.ctx();
    const demand = (authenticatedAt: Date | null) => () =>
      requireRecentAuth({ ...ctx, actor: at(ctx.actor, authenticatedAt) });
    const ago = (ms: number) => new Date(ctx.now().getTime() - ms);
    expect(demand(ago(10 * MINUTE_MS))).not.toThrow();
    const refusal = expect.objectContaining({ code: "forbidden" });
    expect(demand(ago(10 * MINUTE_MS + 1))).toThrow(refusal);
    expect(demand(null)).toThrow(refusal);
    expect(() => requireRecentAuth({ ...ctx, actor: { type: "visitor" } })).toThrow();
  });

  it("is answered by the password, for this session alone, and guesses are counted", async () => {
    const minted = await harness.mintTenant();
    const [here, there] = [await signedIn(minted), await signedIn(minted)];
    harness.clock.advance(20 * MINUTE_MS);
    const shownAt = async ({ session }: typeof here) =>
      (await readSession(harness.ports, session.sessionId, session.hostTenantId))?.authenticatedAt;
    const before = await shownAt(there);
    const wrong = reauthenticate.call(here.browser.ctx(), { password: "wrong" });
    await expect(wrong).rejects.toMatchObject({
      details: { fields: { password: "The password is wrong." } },
    });
    await reauthenticate.call(here.browser.ctx(), { password: minted.password });
    expect([await shownAt(here), await shownAt(there)]).toEqual([harness.clock.now(), before]);
    const codes: string[] = [];
    for (let guess = 0; guess < 11; guess++) {
      const error = await reauthenticate.call(here.browser.ctx(), { password: "x" }).catch((e) => e);
      codes.push(error.code);
    }
    expect(codes.at(-1)).toBe("rate_limited");
  });
});
