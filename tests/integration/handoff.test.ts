import { afterAll, beforeAll, expect, it } from "vitest";
import type { Site } from "#server/kernel/ctx.ts";
import { authorizeHandoff, endSessions, readSession, redeemHandoff } from "#server/modules/auth/index.ts";
import { insertVerifiedDomain } from "#server/modules/tenancy/index.ts";
import { randomToken, tokenHash } from "#server/platform/token.ts";
import { TestBrowser } from "#tests/support/browser.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";
import { siteOfTenant } from "#tests/support/persons.ts";

const CUSTOM = "http://trade.handed.test:3000";

let harness: Harness;
let acme: MintedTenant;
let nova: MintedTenant;
let root: TestBrowser;
beforeAll(async () => {
  harness = await openHarness();
  acme = await harness.mintTenant("acme");
  nova = await harness.mintTenant("nova");
  const now = harness.clock.now();
  const ctx = acme.ctx();
  const domain = { tenantId: acme.tenant.id, token: "", verifiedAt: now };
  const { client } = harness.ports.systemDb;
  await insertVerifiedDomain(client, { ...domain, id: ctx.newId(), host: "trade.handed.test" });
  await ctx.db.domain.create({ data: { id: ctx.newId(), host: "unverified.test", token: "x" } });
  root = new TestBrowser(harness);
  await root.signIn(acme.email, acme.password);
});
afterAll(() => harness.close());

const siteAt = (origin: string, minted: MintedTenant): Site => ({
  origin,
  basePath: "",
  tenant: minted.tenant,
});
const home = () => siteOfTenant(acme);

/** What the tenant's host keeps in the browser, and the code that the root domain gives for it. */
async function ask(origin: string, browser = root) {
  const verifier = randomToken();
  const { url } = await authorizeHandoff.call(browser.ctx(), { origin, challenge: tokenHash(verifier) });
  return { verifier, url, code: new URL(url).searchParams.get("code") ?? "" };
}

const redeem = (
  site: Site,
  given: { code: string; verifier: string },
  browser = new TestBrowser(harness, site),
) => redeemHandoff.call(browser.ctx(), { code: given.code, verifier: given.verifier });

it.each([
  ["the subdomain", () => home().origin],
  ["a verified domain", () => CUSTOM],
])("carries a sign-in from the root domain to %s", async (_to, origin) => {
  const asked = await ask(origin());
  expect(new URL(asked.url).origin).toBe(origin());
  const { signedIn } = await redeem(siteAt(origin(), acme), asked);
  const session = await readSession(harness.ports, signedIn.sessionId, acme.tenant.id);
  expect(session?.user.email).toBe(acme.email);
  const rootSession = root.actor.type === "user" ? root.actor.authenticatedAt : null;
  expect(session?.authenticatedAt).toEqual(rootSession);
});

it("gives nothing to a browser without the verifier, and takes the code from it", async () => {
  const asked = await ask(home().origin);
  await expect(redeem(home(), { ...asked, verifier: randomToken() })).rejects.toMatchObject({ code: "gone" });
  await expect(redeem(home(), asked)).rejects.toMatchObject({ code: "gone" });
});

it("answers one of two who show the same code at once", async () => {
  const asked = await ask(home().origin);
  const both = await Promise.allSettled([redeem(home(), asked), redeem(home(), asked)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

it("is good for a minute", async () => {
  const [early, late] = [await ask(home().origin), await ask(home().origin)];
  harness.clock.advance(59_000);
  await redeem(home(), early);
  harness.clock.advance(2_000);
  await expect(redeem(home(), late)).rejects.toMatchObject({ code: "gone" });
});

it("is good on the origin it was made for, and at no other tenant's", async () => {
  for (const elsewhere of [
    siteAt(CUSTOM, acme),
    siteOfTenant(nova),
    { ...home(), basePath: "/tenant/acme" },
  ]) {
    await expect(redeem(elsewhere, await ask(home().origin))).rejects.toMatchObject({ code: "gone" });
  }
});

it("ends with the session it was asked for in", async () => {
  const browser = new TestBrowser(harness);
  const { userId, sessionId } = await browser.signIn(acme.email, acme.password);
  const asked = await ask(home().origin, browser);
  await browser.ctx().transaction(({ ctx }) => endSessions(ctx, userId, { only: sessionId }));
  await expect(redeem(home(), asked)).rejects.toMatchObject({ code: "gone" });
});

it("does not take the place of somebody else who is signed in there", async () => {
  const asked = await ask(home().origin);
  const occupied = new TestBrowser(harness, home());
  occupied.actor = nova.ctx().actor;
  await expect(redeem(home(), asked, occupied)).rejects.toMatchObject({
    code: "conflict",
    details: { reason: "signed_in_as_other" },
  });
});

it.each([
  ["another tenant's origin", () => siteOfTenant(nova).origin],
  ["a domain that was never proven", () => "http://unverified.test:3000"],
  ["a domain of nobody", () => "http://evil.test:3000"],
  ["another port", () => "http://acme.localhost:4000"],
  ["another scheme", () => "https://acme.localhost:3000"],
  ["a deeper name", () => "http://evil.acme.localhost:3000"],
  ["a path beside it", () => "http://acme.localhost:3000/x"],
  ["a user before it", () => "http://acme.localhost:3000@evil.test:3000"],
  ["another port of its own domain", () => "http://trade.handed.test:4000"],
  ["another scheme of its own domain", () => "https://trade.handed.test:3000"],
  ["a path at its own domain", () => `${CUSTOM}/x`],
  ["a user at its own domain", () => "http://x@trade.handed.test:3000"],
  ["the root domain", () => "http://localhost:3000"],
  ["no address", () => "acme"],
])("leads nowhere for %s (P18)", async (_what, origin) => {
  await expect(ask(origin())).rejects.toMatchObject({ code: "not_found" });
});

it("is for persons who are signed in on the root domain", async () => {
  const visitor = new TestBrowser(harness);
  await expect(ask(home().origin, visitor)).rejects.toMatchObject({ code: "unauthenticated" });
});
