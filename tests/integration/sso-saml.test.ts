import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  beginSso,
  describeSelf,
  finishSso,
  readMetadata,
  receiveResponse,
  saveSaml,
} from "#server/modules/sso/index.ts";
import { randomToken } from "#server/platform/token.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";
import {
  type AssertionParts,
  assertionXml,
  encoded,
  IDP_ENTITY_ID,
  IDP_ENTRY_POINT,
  openSamlIdp,
  responseXml,
  signAssertion,
} from "#tests/support/saml-idp.ts";
import { IDP, NEXT_IDP, STRANGER } from "#tests/support/saml-keys.ts";
import { grantSso, originOf, reasonOf, SSO_ENV, visitorAt } from "#tests/support/sso.ts";

let harness: Harness;
let acme: MintedTenant;
let rival: MintedTenant;

beforeAll(async () => {
  harness = await openHarness({ env: SSO_ENV });
  acme = await harness.mintTenant("acme");
  rival = await harness.mintTenant("rival");
  for (const tenant of [acme, rival]) {
    await grantSso(harness, tenant);
    await setUp(tenant);
  }
});
afterAll(() => harness.close());

async function setUp(tenant: MintedTenant, more: object = {}): Promise<void> {
  await saveSaml.call(tenant.ctx(), {
    name: "Corp",
    entityId: IDP_ENTITY_ID,
    entryPoint: IDP_ENTRY_POINT,
    certificates: [IDP.certificate],
    ...more,
  });
  await harness.ports
    .tenantDb(tenant.tenant.id)
    .client.ssoConnection.updateMany({ data: { isEnabled: true } });
}

async function begin(tenant = acme) {
  const [origin, browserSecret] = [originOf(tenant), randomToken()];
  const ctx = visitorAt(harness, tenant);
  const url = await beginSso(ctx, { origin, next: "/", browserSecret, testerId: null });
  const relayState = new URL(url).searchParams.get("RelayState") ?? "";
  const flow = await ctx.db.ssoFlow.findFirstOrThrow({
    orderBy: { expiresAt: "desc" },
    where: { answeredAt: null, usedAt: null },
  });
  return { url, browserSecret, relayState, origin, requestId: flow.requestId ?? "" };
}
type Begun = Awaited<ReturnType<typeof begin>>;

const self = (tenant: MintedTenant) => {
  const origin = originOf(tenant);
  return { acsUrl: `${origin}/api/sso/acs`, entityId: `${origin}/api/sso/metadata` };
};

const metadata = () => describeSelf(visitorAt(harness, acme), self(acme));

const receive = (begun: Begun, samlResponse: string, tenant = acme) =>
  receiveResponse(visitorAt(harness, tenant), { ...begun, origin: originOf(tenant), samlResponse });

const finish = ({ origin, relayState: state, browserSecret }: Begun, tenant = acme) =>
  finishSso(visitorAt(harness, tenant), { origin, state, browserSecret, search: new URLSearchParams() });

const honest = (begun: Begun, more: AssertionParts = {}): AssertionParts => ({
  audience: self(acme).entityId,
  recipient: self(acme).acsUrl,
  inResponseTo: begun.requestId,
  notBefore: harness.clock.now().toISOString(),
  notOnOrAfter: new Date(harness.clock.now().getTime() + 300_000).toISOString(),
  ...more,
});

describe("a sign-in by a real SAML identity provider", () => {
  const ann = { nameId: "ann-1", attributes: { email: "ann@corp.test", displayName: "Ann", groups: "dev" } };
  const answer = async (begun: Begun, idp = openSamlIdp()) =>
    idp.answer(begun.url, await metadata(), ann, harness.clock.now());

  it("reads its metadata, brings back who it was, and lets the browser that began it finish", async () => {
    const read = await readMetadata.call(acme.ctx(), { xml: openSamlIdp().metadata });
    expect(read).toMatchObject({ entityId: IDP_ENTITY_ID, entryPoint: IDP_ENTRY_POINT });
    expect(read.certificates).toHaveLength(1);
    const begun = await begin();
    expect(begun.url.startsWith(IDP_ENTRY_POINT)).toBe(true);
    const { samlResponse, relayState } = await answer(begun);
    expect(relayState).toBe(begun.relayState);
    expect(await reasonOf(finish({ ...begun, browserSecret: randomToken() }))).toBe("other_browser");
    expect(await receive(begun, samlResponse)).toEqual({ kind: "answered" });
    const { identity } = await finish(begun);
    expect(identity).toMatchObject({
      subject: "ann-1",
      email: "ann@corp.test",
      name: "Ann",
      groups: ["dev"],
    });
    expect(Date.parse(identity.authenticatedAt ?? "")).toBeLessThanOrEqual(harness.clock.now().getTime());
  });

  it("takes an answer once: neither before nor after the browser finished does a replay count", async () => {
    const begun = await begin();
    const { samlResponse } = await answer(begun);
    await receive(begun, samlResponse);
    expect(await reasonOf(receive(begun, samlResponse))).toBe("expired");
    await finish(begun);
    expect(await reasonOf(receive(begun, samlResponse))).toBe("expired");
    expect(await reasonOf(finish(begun))).toBe("expired");
    const again = await begin();
    expect(await reasonOf(receive(again, samlResponse))).toBe("unsolicited");
  });

  it("signs nobody in without an answer", async () => {
    expect(await reasonOf(finish(await begin()))).toBe("unsolicited");
  });

  it("is nothing at another tenant, though both trust the same provider", async () => {
    const begun = await begin();
    const { samlResponse } = await answer(begun);
    expect(await reasonOf(receive(begun, samlResponse, rival))).toBe("expired");
    const theirs = await begin(rival);
    expect(await reasonOf(receive(theirs, samlResponse, rival))).toBe("token_invalid");
  });

  it("knows several certificates, so that a provider can change its key", async () => {
    await setUp(acme, { certificates: [IDP.certificate, NEXT_IDP.certificate] });
    for (const keys of [IDP, NEXT_IDP]) {
      const begun = await begin();
      const { samlResponse } = await answer(begun, openSamlIdp(keys));
      expect(await receive(begun, samlResponse)).toEqual({ kind: "answered" });
    }
    const begun = await begin();
    const { samlResponse } = await answer(begun, openSamlIdp(STRANGER));
    expect(await reasonOf(receive(begun, samlResponse))).toBe("signature_invalid");
  });

  it("that the provider began is refused, or begun anew here where that is allowed", async () => {
    const begun = await begin();
    const { samlResponse } = await answer(begun);
    expect(await reasonOf(receive({ ...begun, relayState: "" }, samlResponse))).toBe("unsolicited");
    await setUp(acme, { allowIdpInitiated: true });
    expect(await receive({ ...begun, relayState: "" }, samlResponse)).toEqual({ kind: "begin" });
    await setUp(acme);
  });
});

describe("an assertion that is not meant for this sign-in", () => {
  const minutes = (count: number) => new Date(harness.clock.now().getTime() + count * 60_000).toISOString();

  it("is not this one: an honest one by hand passes", async () => {
    const begun = await begin();
    expect(await receive(begun, encoded(signAssertion(responseXml(assertionXml(honest(begun))))))).toEqual({
      kind: "answered",
    });
    expect((await finish(begun)).identity.email).toBe("ann@corp.test");
  });

  it.each<[string, () => AssertionParts, string]>([
    ["another audience", () => ({ audience: "https://other.test/metadata" }), "token_invalid"],
    ["no audience", () => ({ audience: null }), "token_invalid"],
    ["another recipient", () => ({ recipient: "https://other.test/acs" }), "token_invalid"],
    ["no recipient", () => ({ recipient: null }), "token_invalid"],
    ["another request", () => ({ inResponseTo: "_other" }), "unsolicited"],
    ["no request", () => ({ inResponseTo: null }), "unsolicited"],
    ["an end that has passed", () => ({ notOnOrAfter: minutes(-2) }), "clock"],
    ["no end", () => ({ notOnOrAfter: null }), "response_invalid"],
    ["a beginning to come", () => ({ notBefore: minutes(2) }), "clock"],
    ["another issuer", () => ({ issuer: "https://evil.test" }), "issuer_mismatch"],
    ["a confirmation that is no bearer's", () => ({ method: "urn:other" }), "response_invalid"],
  ])("%s is refused", async (_, bend, reason) => {
    const begun = await begin();
    const xml = signAssertion(responseXml(assertionXml(honest(begun, bend()))));
    expect(await reasonOf(receive(begun, encoded(xml)))).toBe(reason);
  });

  it("a little skew of the clocks is borne", async () => {
    const begun = await begin();
    const skewed = honest(begun, { notBefore: minutes(0.9), notOnOrAfter: minutes(1.5) });
    expect(await receive(begun, encoded(signAssertion(responseXml(assertionXml(skewed)))))).toMatchObject({});
  });

  it("and InResponseTo outside the signature counts for nothing", async () => {
    const begun = await begin();
    const body = assertionXml(honest(begun, { inResponseTo: null }));
    const xml = signAssertion(responseXml(body, ` InResponseTo="${begun.requestId}"`));
    expect(await reasonOf(receive(begun, encoded(xml)))).toBe("unsolicited");
  });
});

describe("signature wrapping", () => {
  let begun: Begun;
  let signed: string;
  let evil: string;
  beforeEach(async () => {
    begun = await begin();
    const xml = signAssertion(responseXml(assertionXml(honest(begun))));
    signed = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)?.[0] ?? "";
    evil = assertionXml(honest(begun, { id: "_evil", nameId: "owner@acme.test" }));
  });
  const within = (outer: string, inner: string) =>
    outer.replace("</saml:Assertion>", `${inner}</saml:Assertion>`);
  const signature = () => /<(?:ds:)?Signature[\s\S]*<\/(?:ds:)?Signature>/.exec(signed)?.[0] ?? "";

  it.each<[string, () => string]>([
    ["two assertions, the forged one first", () => responseXml(evil + signed)],
    ["two assertions, the forged one last", () => responseXml(signed + evil)],
    ["the signed one inside the forged one", () => responseXml(within(evil, signed))],
    ["the signed one among extensions", () => responseXml(`<Extensions>${signed}</Extensions>${evil}`)],
    [
      "the signed one inside the signature of the forged one",
      () =>
        responseXml(
          within(
            evil,
            signature().replace(/<\/((?:ds:)?)Signature>$/, `<$1Object>${signed}</$1Object></$1Signature>`),
          ),
        ),
    ],
    ["the same id twice", () => responseXml(evil.replaceAll("_evil", "_a1") + signed)],
    ["the forged one with the signed one's signature", () => responseXml(within(evil, signature()))],
    [
      "the forged one with that signature and id",
      () => responseXml(within(evil.replaceAll("_evil", "_a1"), signature())),
    ],
    ["a value changed after signing", () => responseXml(signed.replace("ann@corp.test", "owner@acme.test"))],
    ["no signature at all", () => responseXml(evil)],
    ["the signature taken away", () => responseXml(signed.replace(signature(), ""))],
    ["a document type", () => `<!DOCTYPE x [<!ENTITY e "owner@acme.test">]>${responseXml(signed)}`],
    ["a stranger's signature", () => signAssertion(responseXml(evil), STRANGER)],
    ["SHA-1", () => signAssertion(responseXml(assertionXml(honest(begun))), IDP, "sha1")],
    [
      "a signature of the response alone",
      () => signAssertion(responseXml(assertionXml(honest(begun))), IDP, "sha256", "Response"),
    ],
    ["no XML", () => "not xml"],
    ["an empty document", () => ""],
  ])("%s is refused, and nobody is signed in", async (_, xml) => {
    expect(await reasonOf(receive(begun, encoded(xml())))).toMatch(
      /^(?:signature_invalid|response_invalid)$/,
    );
    expect(await reasonOf(finish(begun))).toBe("unsolicited");
  });

  it("a comment inside the address does not shorten it", async () => {
    const parts = honest(begun, {
      nameId: "ann@corp.test<!-- x -->.evil.test",
      email: "ann@corp.test<!-- x -->.evil.test",
    });
    await receive(begun, encoded(signAssertion(responseXml(assertionXml(parts)))));
    const { identity } = await finish(begun);
    expect([identity.subject, identity.email]).toEqual([
      "ann@corp.test.evil.test",
      "ann@corp.test.evil.test",
    ]);
  });
});
