import { expect, test } from "./marque.ts";

const OWNER = { email: "owner@acme.test", password: "acme-demo-password" };

for (const [how, host, prefix, headers] of [
  ["host", "acme.localhost", "", {}],
  ["path", "localhost", "/tenants/acme", {}],
  ["X-Tenant-ID", "localhost", "", { "x-tenant-id": "acme" }],
] as [string, string, string, Record<string, string>][]) {
  test(`the API with the tenant by ${how}`, async ({ marque, page }) => {
    // From a page of that very host, since only a browser resolves the test's host names.
    await page.goto(marque.url(host === "localhost" ? "/" : "/sign-in", host));
    const call = (method: string, path: string, token?: string, body?: unknown) =>
      page.evaluate(
        async ({ url, init }) => {
          const response = await fetch(url, init);
          const text = await response.text();
          return { status: response.status, body: text === "" ? null : JSON.parse(text) };
        },
        {
          url: `/api/v1${prefix}${path}`,
          init: {
            method,
            headers: {
              ...headers,
              "content-type": "application/json",
              ...(token ? { authorization: `Bearer ${token}` } : {}),
            },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          },
        },
      );

    const { status, body } = await call("POST", "/auth/login", undefined, OWNER);
    expect(status).toBe(200);
    expect(body).toMatchObject({ tokenType: "Bearer", tenant: { slug: "acme" } });
    const bot = {
      requestId: `api-by-${how}`,
      name: `By ${how}`,
      market: "BTC-USD",
      timeframe: "1h",
      strategy: "sma-cross",
      params: { fast: 5, slow: 20 },
    };
    const created = await call("POST", "/bots", body.accessToken, bot);
    expect(created, JSON.stringify(created.body)).toMatchObject({ status: 201 });
    const listed = await call("GET", "/bots", body.accessToken);
    expect(listed.status).toBe(200);
    expect(JSON.stringify(listed.body)).toContain(`By ${how}`);
    const plans = await call("GET", "/billing/plans");
    expect(plans.status).toBe(200);
    expect(plans.body.map(({ key }: { key: string }) => key)).toContain("professional");

    const me = await call("GET", "/me", body.accessToken);
    expect(me.body).toMatchObject({ tenant: { slug: "acme" }, user: { email: OWNER.email }, apiKey: null });
    const renewed = await call("POST", "/auth/refresh", undefined, { refreshToken: body.refreshToken });
    expect(renewed.status).toBe(200);
    expect((await call("GET", "/me", renewed.body.accessToken)).status).toBe(200);
    const { refreshToken } = renewed.body;
    expect(await call("POST", "/auth/logout", undefined, { refreshToken })).toEqual({
      status: 204,
      body: null,
    });
  });
}

test.describe("refusals", () => {
  test.use({ mayComplain: true });

  test("say what is wrong, with the right status", async ({ marque, request }) => {
    const api = (path: string) => marque.url(`/api/v1${path}`);
    const tenant = { "x-tenant-id": "acme" };
    const wrong = await request.post(api("/auth/login"), {
      headers: tenant,
      data: { ...OWNER, password: "no" },
    });
    expect(wrong.status()).toBe(401);
    expect((await wrong.json()).error).toMatchObject({
      code: "unauthenticated",
      message: "E-mail or password is wrong.",
    });

    const right = await request.post(api("/auth/login"), { headers: tenant, data: OWNER });
    const { accessToken } = await right.json();
    const authorization = `Bearer ${accessToken}`;
    const statusOf = async (path: string, headers: Record<string, string>) =>
      (await request.get(api(path), { headers })).status();
    expect(await statusOf("/bots", tenant)).toBe(401);
    expect(await statusOf("/bots", { authorization: `${authorization}x` })).toBe(401);
    expect(await statusOf("/bots", { authorization, "x-tenant-id": "nova" })).toBe(401);
    expect(await statusOf("/bots", { authorization })).toBe(200);
    expect(await statusOf("/nothing", { authorization })).toBe(404);
    expect(await statusOf("/backtests/01aaaaaaaaaaaaaaaaaaaaaaaa", { authorization })).toBe(404);

    const typed = { authorization, "content-type": "application/json" };
    const broken = await request.post(api("/bots"), { headers: typed, data: Buffer.from("{") });
    expect(broken.status()).toBe(400);
    const huge = await request.post(api("/bots"), {
      headers: { authorization },
      data: { name: "x".repeat(2_000_000) },
    });
    expect(huge.status()).toBe(413);

    const form = await request.post(api("/bots"), { headers: { authorization }, form: { name: "x" } });
    expect(form.status()).toBe(415);
    const method = await request.put(api("/bots"), { headers: { authorization }, data: {} });
    expect([method.status(), method.headers().allow]).toEqual([405, "GET, POST"]);
    const unknown = await request.get(api("/bots"), { headers: { authorization: "Bearer no_such_key" } });
    expect([unknown.status(), unknown.headers()["www-authenticate"]]).toEqual([
      401,
      'Bearer realm="api", error="invalid_token"',
    ]);
    const again = await request.post(api("/auth/refresh"), { data: { refreshToken: "rt_no" } });
    expect(again.status()).toBe(401);
    expect((await request.post(api("/auth/logout"), { headers: { authorization }, data: {} })).status()).toBe(
      204,
    );
    expect(await statusOf("/bots", { authorization })).toBe(401);
  });
});
