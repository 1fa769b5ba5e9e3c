import { type CryptoKey, generateKeyPair, type JWTPayload } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { beginSso, finishSso, saveOidc } from "#server/modules/sso/index.ts";
import { randomToken } from "#server/platform/token.ts";
import { CookieJar } from "#tests/support/browser-cookies.ts";
import { type Harness, type MintedTenant, openHarness, START } from "#tests/support/harness.ts";
import { type LyingProvider, openLyingProvider, type Sign } from "#tests/support/lying-provider.ts";
import { openOidcProvider, type TestProvider } from "#tests/support/oidc-provider.ts";
import { grantSso, originOf, reasonOf, SSO_ENV, visitorAt } from "#tests/support/sso.ts";

let harness: Harness;
let acme: MintedTenant;
let rival: MintedTenant;
let provider: TestProvider;
let liar: LyingProvider;
const CALLBACK = "/api/sso/callback";

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
  harness = await openHarness({ env: SSO_ENV });
  acme = await harness.mintTenant("acme");
  rival = await harness.mintTenant("rival");
  provider = await openOidcProvider(() => [`${originOf(acme)}${CALLBACK}`, `${originOf(rival)}${CALLBACK}`]);
  provider.person = {
    sub: "ann",
    email: "ann@corp.test",
    email_verified: true,
    name: "Ann",
    groups: ["dev"],
  };
  liar = await openLyingProvider("marque-test");
  liar.now = () => harness.clock.now();
  for (const tenant of [acme, rival]) await grantSso(harness, tenant);
});
afterAll(async () => {
  vi.useRealTimers();
  await provider.close();
  await liar.close();
  await harness.close();
});

const settings = (issuer: string, more: object = {}) => ({
  name: "Corp",
  issuer,
  clientId: provider.clientId,
  clientSecret: provider.clientSecret,
  scopes: ["groups"],
  groupsClaim: "groups",
  ...more,
});

async function setUp(tenant: MintedTenant, input: object): Promise<void> {
  await saveOidc.call(tenant.ctx(), input);
  await harness.ports
    .tenantDb(tenant.tenant.id)
    .client.ssoConnection.updateMany({ data: { isEnabled: true } });
}

async function begin(tenant = acme, { browserSecret = randomToken(), isAgain = false } = {}) {
  const origin = originOf(tenant);
  const ctx = visitorAt(harness, tenant);
  const url = await beginSso(ctx, { origin, next: "/bots", browserSecret, testerId: null, isAgain });
  return { url, browserSecret, origin, state: new URL(url).searchParams.get("state") ?? "" };
}

type Begun = Awaited<ReturnType<typeof begin>>;

const finish = (begun: Begun, search: URLSearchParams, tenant = acme, change: Partial<Begun> = {}) => {
  const { origin, state, browserSecret } = { ...begun, ...change };
  return finishSso(visitorAt(harness, tenant), { origin, state, browserSecret, search });
};

describe("a sign-in by a real OpenID provider", () => {
  beforeAll(async () => {
    await setUp(acme, settings(provider.issuer));
    await setUp(rival, settings(provider.issuer));
  });

  async function cameBack(begun: Begun): Promise<URLSearchParams> {
    const end = await new CookieJar().follow(begun.url, (url) => url.startsWith(begun.origin));
    return new URL(end).searchParams;
  }

  it("brings back who it was, with PKCE, state and nonce on the way", async () => {
    const begun = await begin();
    const asked = new URL(begun.url).searchParams;
    expect(asked.get("code_challenge_method")).toBe("S256");
    expect(asked.get("redirect_uri")).toBe(`${originOf(acme)}${CALLBACK}`);
    expect(asked.get("nonce")).toMatch(/^[\w-]{43}$/);
    expect(asked.has("prompt")).toBe(false);
    const { identity, next } = await finish(begun, await cameBack(begun));
    expect(next).toBe("/bots");
    expect(identity).toEqual({
      subject: "ann",
      email: "ann@corp.test",
      isEmailVerified: true,
      name: "Ann",
      groups: ["dev"],
      authenticatedAt: null,
    });
  });

  it("asks anew where it must, and hears when the person answered", async () => {
    const begun = await begin(acme, { isAgain: true });
    const asked = new URL(begun.url).searchParams;
    expect([asked.get("prompt"), asked.get("max_age")]).toEqual(["login", "0"]);
    const { identity } = await finish(begun, await cameBack(begun));
    expect(Date.parse(identity.authenticatedAt ?? "")).toBeGreaterThan(0);
  });

  it("is good once, in the browser that began it, on its host, at its tenant, for ten minutes", async () => {
    const begun = await begin();
    const search = await cameBack(begun);
    const other = randomToken();
    expect(await reasonOf(finish(begun, search, acme, { browserSecret: other }))).toBe("other_browser");
    expect(await reasonOf(finish(begun, search, acme, { origin: "http://trade.acme.test" }))).toBe("expired");
    expect(await reasonOf(finish(begun, search, rival))).toBe("expired");
    expect(await reasonOf(finish(begun, search, rival, { origin: originOf(rival) }))).toBe("expired");
    expect(await reasonOf(finish(begun, search, acme, { state: other }))).toBe("expired");
    await finish(begun, search);
    expect(await reasonOf(finish(begun, search))).toBe("expired");

    const late = await begin();
    const answer = await cameBack(late);
    harness.clock.advance(10 * 60_000);
    expect(await reasonOf(finish(late, answer))).toBe("expired");
  });

  it("of two returns at once lets one through", async () => {
    const begun = await begin();
    const search = await cameBack(begun);
    const outcomes = await Promise.all([1, 2, 3].map(() => reasonOf(finish(begun, search))));
    expect(outcomes.filter((outcome) => outcome === "expired")).toHaveLength(2);
  });

  it("does not take another sign-in's code", async () => {
    const [mine, theirs] = [await begin(), await begin()];
    const stolen = await cameBack(theirs);
    stolen.set("state", mine.state);
    expect(await reasonOf(finish(mine, stolen))).toBe("code_refused");
  });

  it("says so when the secret is wrong, or the provider is gone", async () => {
    await setUp(acme, settings(provider.issuer, { clientSecret: "wrong" }));
    const begun = await begin();
    expect(await reasonOf(finish(begun, await cameBack(begun)))).toBe("client_refused");
    await setUp(acme, settings("http://127.0.0.1:1"));
    expect(await reasonOf(begin())).toBe("unreachable");
    await setUp(acme, settings(`${provider.issuer}/elsewhere`));
    expect(await reasonOf(begin())).toBe("discovery_failed");
  });
});

describe("an answer that is a lie", () => {
  let stranger: CryptoKey;
  beforeAll(async () => {
    stranger = (await generateKeyPair("RS256")).privateKey;
    await setUp(acme, settings(liar.issuer));
  });
  beforeEach(() => {
    liar.idToken = (claims, sign) => sign(claims);
    liar.metadata = {};
  });

  async function answered(
    change: Record<string, string | null> = {},
  ): Promise<Begun & { search: URLSearchParams }> {
    const begun = await begin();
    liar.nonce = new URL(begun.url).searchParams.get("nonce") ?? "";
    const search = new URLSearchParams({ code: "c", state: begun.state, iss: liar.issuer });
    for (const [name, value] of Object.entries(change)) {
      if (value === null) search.delete(name);
      else search.set(name, value);
    }
    return { ...begun, search };
  }

  it("is not this one: an honest answer passes", async () => {
    const { search, ...begun } = await answered();
    expect((await finish(begun, search)).identity.subject).toBe("ann");
    expect(liar.asked.at(-1)?.get("code_verifier")).toMatch(/^[\w-]{43}$/);
  });

  it.each<[string, (claims: JWTPayload, sign: Sign) => Promise<string>, string]>([
    ["a wrong nonce", (claims, sign) => sign({ ...claims, nonce: "other" }), "token_invalid"],
    ["no nonce", ({ nonce: _, ...claims }, sign) => sign(claims), "token_invalid"],
    ["another audience", (claims, sign) => sign({ ...claims, aud: "somebody else" }), "token_invalid"],
    ["another issuer", (claims, sign) => sign({ ...claims, iss: "https://evil.test" }), "token_invalid"],
    ["an expired token", (claims, sign) => sign({ ...claims, exp: 1 }), "clock"],
    ["no expiry", ({ exp: _, ...claims }, sign) => sign(claims), "token_invalid"],
    ["no signature (alg none)", (claims, sign) => sign(claims, { alg: "none" }), "token_invalid"],
    ["a stranger's signature", (claims, sign) => sign(claims, { key: stranger }), "token_invalid"],
    ["no ID token at all", async () => "", "token_invalid"],
  ])("with %s is refused", async (_, idToken, reason) => {
    liar.idToken = idToken;
    const { search, ...begun } = await answered();
    expect(await reasonOf(finish(begun, search))).toBe(reason);
  });

  it.each<[string, Record<string, string | null>, string]>([
    ["another provider's iss (RFC 9207)", { iss: "https://evil.test" }, "token_invalid"],
    ["no iss although it is promised", { iss: null }, "token_invalid"],
    ["a second state", { state: "other" }, "token_invalid"],
    ["an error instead of a code", { code: null, error: "access_denied" }, "provider_refused"],
  ])("with %s is refused", async (_, change, reason) => {
    const { search, ...begun } = await answered(change);
    expect(await reasonOf(finish(begun, search))).toBe(reason);
  });

  it("nor is a provider believed that calls itself by another name, or is everybody's", async () => {
    liar.metadata = { issuer: "https://evil.test" };
    expect(await reasonOf(begin())).toBe("issuer_mismatch");
    liar.metadata = { issuer: `${liar.issuer}/{tenantid}` };
    expect(await reasonOf(begin())).toMatch(/issuer_/);
  });

  it("and its addresses are called through the guarded port", async () => {
    liar.metadata = { token_endpoint: "http://169.254.169.254/token" };
    const { search, ...begun } = await answered();
    expect(await reasonOf(finish(begun, search))).toBe("address_forbidden");
  });
});
