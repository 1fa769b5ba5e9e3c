import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { LoopbackBrowser } from "#tests/support/loopback-door.ts";
import { SamlDoor } from "#tests/support/saml-door.ts";
import {
  type AssertionParts,
  assertionXml,
  encoded,
  responseXml,
  signAssertion,
} from "#tests/support/saml-idp.ts";
import { STRANGER } from "#tests/support/saml-keys.ts";

vi.mock("next/headers", async () => import("#tests/support/next-cookies.ts"));

let door: SamlDoor;
beforeAll(async () => {
  door = await SamlDoor.open();
});
afterAll(() => door.close());
beforeEach(async () => {
  const attributes = { email: "ann@corp.test", displayName: "Ann", groups: "dev" };
  door.idp.person = { nameId: "ann@corp.test", attributes };
  await door.introduce();
});

describe("the SAML door, over HTTP", () => {
  it("tells who we are, and sends to the provider", async () => {
    const { status, headers } = await door.browser.ask(door.url("/metadata"));
    expect([status, headers.get("content-type")]).toEqual([200, "application/samlmetadata+xml"]);
    const begun = await door.browser.ask(door.url("/start"));
    expect(begun.status).toBe(303);
    expect(begun.location.startsWith(`${door.idp.origin}/sso?SAMLRequest=`)).toBe(true);
  });

  it("signs a person in: start, provider, form from another site, finish, page", async () => {
    const form = await door.form(await door.start());
    const taken = await door.post(form);
    expect([taken.status, taken.location]).toEqual([303, door.url(`/finish?state=${form.RelayState}`)]);
    expect(door.isSignedIn()).toBe(false);
    const finished = await door.browser.ask(taken.location);
    expect([finished.status, finished.location]).toEqual([303, `http://${door.host}/bots`]);
    expect(door.isSignedIn()).toBe(true);
    expect(finished.headers.get("referrer-policy")).toBe("no-referrer");
    const { client } = door.harness.ports.systemDb;
    expect((await client.user.findUnique({ where: { email: "ann@corp.test" } }))?.name).toBe("Ann");
  });

  it("lets no other browser finish", async () => {
    const { location } = await door.post(await door.form(await door.start()));
    const thief = new LoopbackBrowser();
    expect((await thief.ask(location)).location).toBe(door.refused("other_browser"));
    expect(door.isSignedIn(thief)).toBe(false);
    expect((await door.browser.ask(location)).location).toBe(`http://${door.host}/bots`);
  });

  it("sends nobody to another site afterwards (P18)", async () => {
    const { location } = await door.post(await door.form(await door.start("//evil.test/x")));
    expect((await door.browser.ask(location)).location).toBe(`http://${door.host}/`);
  });

  it("refuses an answer that comes again, before and after it was used, and for another sign-in", async () => {
    const form = await door.form(await door.start());
    const { location } = await door.post(form);
    expect((await door.post(form)).location).toBe(door.refused("expired"));
    await door.browser.ask(location);
    expect(door.isSignedIn()).toBe(true);
    door.browser = new LoopbackBrowser();
    expect(await door.refusalOf(form)).toBe("expired");
    expect((await door.browser.ask(location)).location).toBe(door.refused("expired"));
    const { searchParams } = new URL(await door.start());
    const RelayState = searchParams.get("RelayState") ?? "";
    expect(await door.refusalOf({ ...form, RelayState })).toBe("unsolicited");
  });

  it("refuses an answer that took longer than ten minutes", async () => {
    const form = await door.form(await door.start());
    door.harness.clock.advance(11 * 60_000);
    expect(await door.refusalOf(form)).toBe("expired");
  });

  it("says why on the sign-in page, and to the administrators", async () => {
    const attributes = { email: "eve@elsewhere.test", displayName: "", groups: "" };
    door.idp.person = { nameId: "eve", attributes };
    const { location } = await door.post(await door.form(await door.start()));
    expect((await door.browser.ask(location)).location).toBe(door.refused("domain_unproven"));
    const [failure] = await door.db.auditLog.findMany({
      where: { verb: "sso.signInFailed" },
      orderBy: { seq: "desc" },
    });
    expect(failure?.after).toMatchObject({ problem: "domain_unproven" });
  });

  it("answers nothing else: not on the root domain, not by other methods, not without a provider", async () => {
    const form = { SAMLResponse: "x", RelayState: "y" };
    expect((await door.browser.ask(`${door.rootUrl}/api/sso/acs`, { form })).status).toBe(404);
    expect((await door.browser.ask(door.url("/acs"))).status).toBe(404);
    expect((await door.browser.ask(door.url("/start"), { form })).status).toBe(404);
    await door.db.ssoConnection.deleteMany({});
    expect((await door.browser.ask(door.url("/start"))).location).toBe(door.refused("off"));
    expect((await door.post(form)).location).toBe(door.refused("off"));
  });
});

describe("an answer by hand, over HTTP", () => {
  const signed = (parts: AssertionParts) => signAssertion(responseXml(assertionXml(parts)));
  const wrapped = (parts: AssertionParts) => {
    const [assertion = ""] = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(signed(parts)) ?? [];
    const evil = assertionXml({ ...parts, id: "_evil", nameId: "owner@acme.test" });
    return responseXml(evil.replace("</saml:Assertion>", `${assertion}</saml:Assertion>`));
  };

  it("that is honest comes in: what follows is refused for its one fault", async () => {
    const { RelayState, parts } = await door.begin();
    expect(await door.enter({ SAMLResponse: encoded(signed(parts)), RelayState })).toBe(true);
  });

  it.each<[string, (parts: AssertionParts) => string, RegExp]>([
    ["for another audience", (p) => signed({ ...p, audience: "https://other.test" }), /^token_invalid$/],
    ["for another address", (p) => signed({ ...p, recipient: "https://other.test" }), /^token_invalid$/],
    ["in response to another request", (p) => signed({ ...p, inResponseTo: "_other" }), /^unsolicited$/],
    ["past its end", (p) => signed({ ...p, notOnOrAfter: door.past() }), /^clock$/],
    ["by another issuer", (p) => signed({ ...p, issuer: "https://evil.test" }), /^issuer_mismatch$/],
    ["unsigned", (p) => responseXml(assertionXml(p)), /^signature_invalid$/],
    [
      "signed by a stranger",
      (p) => signAssertion(responseXml(assertionXml(p)), STRANGER),
      /^signature_invalid$/,
    ],
    ["wrapped around a signed one", wrapped, /^(?:signature|response)_invalid$/],
    ["no XML", () => "not xml", /^(?:signature|response)_invalid$/],
  ])("%s is refused", async (_, make, reason) => {
    const { RelayState, parts } = await door.begin();
    expect(await door.refusalOf({ SAMLResponse: encoded(make(parts)), RelayState })).toMatch(reason);
  });
});
