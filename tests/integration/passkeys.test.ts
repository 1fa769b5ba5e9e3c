import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { platformCtx } from "#server/modules/audit/index.ts";
import {
  addPasskey,
  askPasskey,
  getSecurity,
  readSession,
  removePasskey,
  renamePasskey,
  signInWithPasskey,
  startPasskey,
} from "#server/modules/auth/index.ts";
import { Authenticator } from "#tests/support/authenticator.ts";
import type { Harness, MintedTenant } from "#tests/support/harness.ts";
import { mailsTo, openMailed, workOffAccounts } from "#tests/support/mail.ts";
import { ownerAt, siteOfTenant } from "#tests/support/persons.ts";

const BROWSER = "the-browser";

let harness: Harness;
beforeAll(async () => {
  harness = await openMailed();
});
afterAll(() => harness.close());

const originOf = (minted: MintedTenant) => siteOfTenant(minted).origin;

function visitorAt(minted: MintedTenant): PlatformCtx {
  const client = { address: "", userAgent: "test", site: siteOfTenant(minted) };
  return platformCtx(harness.ports, { type: "visitor" }, client);
}

async function personWithPasskey() {
  const minted = await harness.mintTenant();
  const ctx = await ownerAt(harness, minted);
  const device = new Authenticator();
  const response = device.create(await startPasskey.call(ctx, {}), originOf(minted));
  await addPasskey.call(ctx, { name: "Phone", response });
  return { minted, ctx, device };
}

async function signInAnswer(minted: MintedTenant, device: Authenticator, binding = BROWSER) {
  const options = await askPasskey.call(visitorAt(minted), { use: "sign_in", binding });
  device.counter++;
  return device.get(options, originOf(minted));
}

const signIn = (minted: MintedTenant, response: object, binding = BROWSER) =>
  signInWithPasskey.call(visitorAt(minted), { response, binding });

describe("a passkey", () => {
  it("is added with a name, listed for its host, renamed and removed, each told by mail or log", async () => {
    const { minted, ctx, device } = await personWithPasskey();
    const passkeyId = device.id.toString("base64url");
    const host = `${minted.tenant.slug}.localhost`;
    expect(await getSecurity.call(ctx, {})).toMatchObject({
      passkeyHost: host,
      passkeys: [{ id: passkeyId, name: "Phone", host, isSynced: false, lastUsedAt: null }],
    });
    await renamePasskey.call(ctx, { passkeyId, name: "Old phone" });
    await removePasskey.call(ctx, { passkeyId });
    expect((await getSecurity.call(ctx, {})).passkeys).toEqual([]);
    await workOffAccounts(harness);
    const subjects = (await mailsTo(harness, minted.email)).map(({ subject }) => subject);
    expect(subjects).toEqual([expect.stringContaining("removed"), expect.stringContaining("added")]);
    const log = await harness.ports.systemDb.client.auditLog.findMany({
      where: { tenantId: minted.tenant.id, verb: { startsWith: "security." } },
      orderBy: { seq: "asc" },
    });
    expect(log.map(({ verb }) => verb)).toEqual([
      "security.addPasskey",
      "security.renamePasskey",
      "security.removePasskey",
    ]);
  });

  it("signs in as both factors, once for each answer", async () => {
    const { minted, device } = await personWithPasskey();
    const response = await signInAnswer(minted, device);
    const { signedIn } = await signIn(minted, response);
    const session = await readSession(harness.ports, signedIn.sessionId, minted.tenant.id);
    expect(session).toMatchObject({ user: { id: minted.ownerId } });
    expect(session?.secondFactorAt).not.toBeNull();
    await expect(signIn(minted, response)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is nothing at a neighbour's host, nor with the neighbour's origin", async () => {
    const { minted, device } = await personWithPasskey();
    const neighbour = await harness.mintTenant();
    const there = await signInAnswer(neighbour, device);
    await expect(signIn(neighbour, there)).rejects.toMatchObject({ code: "forbidden" });
    const options = await askPasskey.call(visitorAt(minted), { use: "sign_in", binding: BROWSER });
    device.counter++;
    const phished = device.get(options, originOf(neighbour));
    await expect(signIn(minted, phished)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("answers the challenge of this browser, for signing in, within five minutes", async () => {
    const { minted, device } = await personWithPasskey();
    await expect(signIn(minted, await signInAnswer(minted, device, "another"))).rejects.toMatchObject({
      code: "forbidden",
    });
    const confirming = await askPasskey.call(visitorAt(minted), { use: "confirm", binding: BROWSER });
    device.counter++;
    await expect(signIn(minted, device.get(confirming, originOf(minted)))).rejects.toMatchObject({
      code: "forbidden",
    });
    const late = await signInAnswer(minted, device);
    harness.clock.advance(5 * 60_000);
    await expect(signIn(minted, late)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("answers for the person it was made for", async () => {
    const { minted, device } = await personWithPasskey();
    device.userHandle = Buffer.from("somebody else").toString("base64url");
    await expect(signIn(minted, await signInAnswer(minted, device))).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("must have verified the person", async () => {
    const { minted, device } = await personWithPasskey();
    device.isVerified = false;
    await expect(signIn(minted, await signInAnswer(minted, device))).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("whose counter does not grow is refused, logged and told: there may be a copy", async () => {
    const { minted, device } = await personWithPasskey();
    device.counter = 7;
    await signIn(minted, await signInAnswer(minted, device));
    device.counter = 3;
    await expect(signIn(minted, await signInAnswer(minted, device))).rejects.toMatchObject({
      code: "forbidden",
    });
    await workOffAccounts(harness);
    const [told] = await mailsTo(harness, minted.email);
    expect(told?.subject).toContain("may have been copied");
    const { platformAuditLog } = harness.ports.systemDb.client;
    expect(await platformAuditLog.count({ where: { verb: "security.passkeyCopied" } })).toBe(1);
  });

  it("answered twice at once passes once", async () => {
    const { minted, device } = await personWithPasskey();
    const response = await signInAnswer(minted, device);
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => signIn(minted, response)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("that was made for another session is not kept", async () => {
    const [one, two] = [await harness.mintTenant(), await harness.mintTenant()];
    const options = await startPasskey.call(await ownerAt(harness, one), {});
    const response = new Authenticator().create(options, originOf(one));
    const other = platformCtx(harness.ports, (await ownerAt(harness, two)).actor, visitorAt(one).client);
    await expect(addPasskey.call(other, { name: "Stolen", response })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});
