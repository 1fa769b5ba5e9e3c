import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createKey, revokeKey } from "#server/modules/api-keys/index.ts";
import { spend } from "#server/modules/usage/index.ts";
import { installPorts } from "#server/platform/installed-ports.ts";
import { serveRest } from "#server/rest/serve.ts";
import { grantApiAccess } from "#tests/support/api-access.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";

let harness: Harness;
let acme: MintedTenant;
let secret: string;
let keyId: string;
beforeAll(async () => {
  harness = await openHarness({ env: { CATALOGUE: "luno" } });
  installPorts(harness.ports);
});
afterAll(() => harness.close());
beforeEach(async () => {
  acme = await harness.mintTenant();
  await grantApiAccess(acme);
  const made = await createKey.call(acme.ctx(), { name: "Desk", scopes: ["bot:read", "bot:write"] });
  ({ secret } = made);
  keyId = made.key.id;
});

interface Call {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  key?: string | null;
  address?: string;
  host?: string;
}

async function call(
  path: string,
  { method = "GET", headers = {}, body, key = secret, address, host }: Call = {},
) {
  const response = await serveRest(
    new Request(`http://localhost:3000/api/v1${path}`, {
      method,
      headers: {
        host: host ?? "localhost:3000",
        "x-forwarded-for": address ?? "203.0.113.7",
        ...(key && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
}

describe("an API key at the door", () => {
  it("says who it is, and names its tenant by itself", async () => {
    const { status, body } = await call("/me");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      tenant: { slug: acme.tenant.slug },
      permissions: ["tenant:read", "bot:read", "bot:write"],
      apiKey: { id: keyId, name: "Desk" },
    });
  });

  it("is good at its own tenant in all five ways of address, and at no other's in any", async () => {
    const other = await harness.mintTenant();
    const ways = ({ tenant: { slug, id } }: MintedTenant): [string, Call][] => [
      ["/bots", { host: `${slug}.localhost:3000` }],
      [`/tenants/${slug}/bots`, {}],
      ["/bots", { headers: { "x-tenant-id": slug } }],
      ["/bots", { headers: { "x-tenant-id": id } }],
    ];
    for (const [path, how] of ways(acme)) expect((await call(path, how)).status).toBe(200);
    for (const [path, how] of ways(other)) {
      expect(await call(path, how)).toMatchObject({
        status: 401,
        body: { error: { code: "unauthenticated" } },
      });
    }
  });

  it("is refused what it was not given", async () => {
    expect(await call("/members")).toMatchObject({
      status: 403,
      body: { error: { details: { permission: "member:read" } } },
    });
    expect((await call("/keys")).status).toBe(403);
  });

  it("is 401 with a challenge once revoked, and so is any other wrong credential", async () => {
    await revokeKey.call(acme.ctx(), { keyId });
    await vi.waitFor(async () => expect((await call("/bots")).status).toBe(401), {
      timeout: 1_000,
      interval: 10,
    });
    for (const key of [secret, `${secret}x`, "nonsense", "a.b.c"]) {
      const { status, headers } = await call("/bots", { key });
      expect([status, headers.get("www-authenticate")]).toEqual([
        401,
        'Bearer realm="api", error="invalid_token"',
      ]);
    }
    const nothing = await call("/bots", { key: null, headers: { "x-tenant-id": acme.tenant.slug } });
    expect([nothing.status, nothing.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="api"']);
    const basic = await call("/bots", { key: null, headers: { authorization: "Basic eDp5" } });
    expect(basic.status).toBe(401);
  });
});

describe("HTTP", () => {
  it("names the methods there are, the type it reads, and every answer its rates", async () => {
    const wrong = await call("/bots", { method: "PUT", body: {} });
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, POST"]);
    const form = await call("/bots", {
      method: "POST",
      body: "name=x",
      headers: { "content-type": "text/plain" },
    });
    expect(form).toMatchObject({ status: 415, body: { error: { code: "unsupported_media_type" } } });
    const stranger = await call("/bots", { key: `${secret}x` });
    const nothing = await call("/nothing");
    expect([stranger.status, nothing.status]).toEqual([401, 404]);
    for (const { headers } of [wrong, form, stranger, nothing, await call("/openapi.json")]) {
      expect(headers.get("ratelimit-limit")).toMatch(/^\d+$/);
      expect(headers.get("ratelimit-remaining")).toMatch(/^\d+$/);
      expect(headers.get("ratelimit-reset")).toMatch(/^\d+$/);
      expect(headers.get("ratelimit-policy")).toMatch(/^\d+;w=\d+;comment="address-/);
    }
  });

  it("is described: both credentials for what needs one, none for what does not", async () => {
    const { body } = await call("/openapi.json", { key: null });
    expect(Object.keys(body.components.securitySchemes)).toEqual(["accessToken", "apiKey"]);
    expect(body.paths["/bots"].get.security).toEqual([{ accessToken: [] }, { apiKey: [] }]);
    expect(body.paths["/auth/login"].post.security).toEqual([]);
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        "/me",
        "/keys",
        "/keys/{keyId}/rotate",
        "/auth/refresh",
        "/auth/logout",
        "/auth/register",
      ]),
    );
  });
});

describe("a plan whose calls are used up", () => {
  it("refuses with size, end and the plan that lifts it, and still sells that plan", async () => {
    const { secret: payer } = await createKey.call(acme.ctx(), {
      name: "Payer",
      scopes: ["billing:read", "billing:write"],
    });
    await spend(acme.ctx(), { amounts: { api_calls: 100 }, source: "test" });
    const refused = await call("/billing", { key: payer });
    expect(refused).toMatchObject({
      status: 429,
      body: { error: { details: { reason: "limit_reached", liftedBy: { key: "basic", name: "Basic" } } } },
    });
    expect(refused.body.error.message).toContain("allows 100 API calls an hour");
    const body = { plan: "basic", interval: "month", returnUrl: "https://elsewhere.test/" };
    const bought = await call("/billing/subscribe", { method: "POST", key: payer, body });
    expect([bought.status, bought.body.error.details.reason]).toEqual([400, "foreign_url"]);
  });
});

describe("rates", () => {
  it("that a verb counts by itself are told by its refusal, with when to come back", async () => {
    const offer = () =>
      call("/auth/refresh", {
        method: "POST",
        key: null,
        body: { refreshToken: "none" },
        address: "192.0.2.9",
      });
    for (let offers = 0; offers < 120; offers++) expect((await offer()).status).toBe(401);
    const { status, headers } = await offer();
    expect([status, headers.get("ratelimit-limit"), headers.get("ratelimit-remaining")]).toEqual([
      429,
      "120",
      "0",
    ]);
    expect(headers.get("retry-after")).toBe(headers.get("ratelimit-reset"));
    expect(headers.get("ratelimit-policy")).toContain('120;w=300;comment="token-refresh"');
  });

  it("tell of the limit that is reached first, and count down", async () => {
    const first = await call("/bots");
    expect(first.headers.get("ratelimit-limit")).toBe("24");
    expect(first.headers.get("ratelimit-remaining")).toBe("23");
    expect(first.headers.get("ratelimit-policy")).toBe(
      '1200;w=60;comment="address-read", 24;w=60;comment="caller-read", 30;w=60;comment="workspace", 100;w=3600;comment="api_calls"',
    );
    expect((await call("/bots")).headers.get("ratelimit-remaining")).toBe("22");
  });

  it("refuse one caller past four fifths of the plan's rate, say so, and leave the others their fifth", async () => {
    const { secret: second } = await createKey.call(acme.ctx(), { name: "Other", scopes: ["bot:read"] });
    const results = await Promise.all(Array.from({ length: 40 }, () => call("/bots")));
    expect(results.filter(({ status }) => status === 200)).toHaveLength(24);
    const refused = results.find(({ status }) => status === 429);
    expect(refused?.body.error).toMatchObject({
      code: "rate_limited",
      details: {
        reason: "caller-read",
        limit: 24,
        windowSeconds: 60,
        retryAfterSeconds: 60,
        liftedBy: { key: "basic", name: "Basic" },
      },
    });
    expect(refused?.headers.get("retry-after")).toBe("60");
    expect(refused?.headers.get("ratelimit-remaining")).toBe("0");
    const others = await Promise.all(Array.from({ length: 10 }, () => call("/bots", { key: second })));
    expect(others.filter(({ status }) => status === 200)).toHaveLength(6);
    expect(others.find(({ status }) => status === 429)?.body.error.details.reason).toBe("workspace");
  });

  it("of one tenant are nothing to another, also from the same address", async () => {
    await Promise.all(Array.from({ length: 60 }, () => call("/bots")));
    expect((await call("/bots")).status).toBe(429);
    const other = await harness.mintTenant();
    await grantApiAccess(other);
    const theirs = await createKey.call(other.ctx(), { name: "Desk", scopes: ["bot:read"] });
    expect((await call("/bots", { key: theirs.secret })).status).toBe(200);
  });

  it("of the plan's hour are told with their reset and what lifts them", async () => {
    for (let minute = 0; minute < 5; minute++) {
      await Promise.all(Array.from({ length: 20 }, () => call("/bots")));
      harness.clock.advance(120_000);
    }
    const { status, headers, body } = await call("/bots");
    expect([status, headers.get("retry-after"), headers.get("ratelimit-limit")]).toEqual([
      429,
      "3000",
      "100",
    ]);
    expect(headers.get("ratelimit-reset")).toBe("3000");
    expect(body.error.details).toMatchObject({ meter: "api_calls", limit: 100, liftedBy: { key: "basic" } });
    harness.clock.advance(3_000_000);
    expect((await call("/bots")).status).toBe(200);
  });

  it("count a subscriber's whole IPv6 network as one address, before anybody is asked who they are", async () => {
    const from = (n: number, network = "2001:db8:7:1") =>
      call("/billing/plans", { key: null, address: `${network}::${n.toString(16)}`, method: "GET" });
    const results = await Promise.all(Array.from({ length: 1_250 }, (_, n) => from(n)));
    expect(results.filter(({ status }) => status === 200)).toHaveLength(1_200);
    expect((await from(1, "2001:db8:7:2")).status).toBe(200);
  });
});
