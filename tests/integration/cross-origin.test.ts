import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { installPorts } from "#server/platform/installed-ports.ts";
import { receiveDataset } from "#server/rest/receive-dataset.ts";
import { routes } from "#server/rest/routes.ts";
import { serveRest } from "#server/rest/serve.ts";
import { cookieName } from "#server/session/cookie.ts";
import { sealSession } from "#server/session/session-token.ts";
import { signOut } from "#server/session/sign-out.ts";
import { appRouter } from "#server/trpc/router.ts";
import { serveTrpc } from "#server/trpc/serve.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";

let harness: Harness;
let acme: MintedTenant;
let cookie: string;
beforeAll(async () => {
  harness = await openHarness();
  acme = await harness.mintTenant("acme");
  const { ports } = harness;
  const rateLimit: typeof ports.rateLimit = {
    check: async (rule) => ({ rule, isAllowed: true, remaining: 1, resetSeconds: 1 }),
    close: async () => {},
  };
  installPorts({ ...ports, rateLimit });
});
beforeEach(async () => {
  const { ports, clock } = harness;
  const id = acme.ctx().newId();
  const createdAt = clock.now();
  const expiresAt = new Date(createdAt.getTime() + 3_600_000);
  const session = { id, userId: acme.ownerId, hostTenantId: acme.tenant.id, createdAt, expiresAt };
  await ports.systemDb.client.session.create({ data: session });
  cookie = `${cookieName(ports.env, "session")}=${await sealSession(ports, id, 3_600)}`;
});
afterAll(() => harness.close());

const HOST = "acme.localhost:3000";
const HERE = `http://${HOST}`;
/** Siblings of the same site, the root, other ports and schemes, and everything else that is not this very origin. */
const ELSEWHERE: Record<string, string>[] = [
  {},
  { origin: "null" },
  { origin: "http://nova.localhost:3000" },
  { origin: "http://localhost:3000" },
  { origin: "https://acme.localhost:3000" },
  { origin: "http://acme.localhost" },
  { origin: "http://acme.localhost:3000.evil.test" },
  { origin: "http://evil.test" },
  { origin: HERE, "sec-fetch-site": "same-site" },
  { origin: HERE, "sec-fetch-site": "cross-site" },
];

const ask = (method: string, path: string, headers: Record<string, string>, body?: string) =>
  new Request(`${HERE}${path}`, {
    method,
    headers: {
      host: HOST,
      "x-forwarded-proto": "http",
      cookie,
      "content-type": "application/json",
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });

/** Guarantee: tRPC keeps its procedures by their full names, each with its type. */
const procedures = Object.entries(
  appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>,
);
const named = (type: string) => procedures.filter(([, { _def }]) => _def.type === type).map(([name]) => name);

describe("the screens' API", () => {
  it("knows the cookie: it is worth something here", async () => {
    const response = await serveTrpc(ask("GET", "/api/trpc/branding.get?input=%7B%7D", {}));
    expect(response.status, await response.clone().text()).toBe(200);
    expect(JSON.stringify(await response.json())).toContain("acme Inc");
  });

  it.each(named("mutation"))("%s is for this very origin", async (name) => {
    for (const headers of ELSEWHERE) {
      const response = await serveTrpc(ask("POST", `/api/trpc/${name}`, headers, "{}"));
      const text = await response.text();
      expect([response.status, text.includes("cross_origin")], JSON.stringify(headers)).toEqual([403, true]);
    }
    const text = await (await serveTrpc(ask("GET", `/api/trpc/${name}?input=%7B%7D`, {}))).text();
    expect(text).toContain("METHOD_NOT_SUPPORTED");
  });

  it("lets this origin change things, and not a batch from elsewhere", async () => {
    const body = JSON.stringify({ host: "x" });
    const here = await serveTrpc(ask("POST", "/api/trpc/domains.add", { origin: HERE }, body));
    expect(await here.text()).not.toContain("cross_origin");
    const batch = ask(
      "POST",
      "/api/trpc/domains.add,domains.add?batch=1",
      { origin: "http://evil.test" },
      `{"0":${body},"1":${body}}`,
    );
    const text = await (await serveTrpc(batch)).text();
    expect(text.match(/cross_origin/g)?.length).toBe(2);
  });
});

describe("the API for programs", () => {
  const changing = routes.filter(({ method, verb }) => method !== "GET" && verb.scope === "tenant");
  it.each(changing.map(({ method, path }) => [method, path] as const))(
    "%s %s takes no cookie, not even from this origin",
    async (method, path) => {
      const url = `/api/v1${path.replaceAll(/\{\w+\}/g, "01aaaaaaaaaaaaaaaaaaaaaaaa")}`;
      const body = method === "DELETE" ? undefined : "{}";
      const response = await serveRest(ask(method, url, { origin: HERE }, body));
      expect([response.status, (await response.json()).error.code]).toEqual([401, "unauthenticated"]);
    },
  );
});

describe("plain routes", () => {
  it.each([
    [
      "uploads",
      (headers: Record<string, string>) =>
        receiveDataset(ask("POST", "/api/datasets?name=x", headers, "time,open\n")),
    ],
    ["sign-out", (headers: Record<string, string>) => signOut(ask("POST", "/api/sign-out", headers, ""))],
  ])("%s are for this very origin", async (_, call) => {
    for (const headers of ELSEWHERE) {
      const response = await call(headers);
      expect([response.status, (await response.json()).error.details.reason]).toEqual([403, "cross_origin"]);
    }
  });

  it("are all known here: a new door that changes things must say how it keeps others out", () => {
    const doors = readdirSync("app", { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith("route.ts"))
      .filter((file) => /\b(?:POST|PUT|PATCH|DELETE)\b/.test(readFileSync(`app/${file}`, "utf8")));
    expect(doors.toSorted()).toEqual(
      [
        "api/datasets/route.ts", // swept above
        "api/sign-out/route.ts", // swept above
        "api/sso/[step]/route.ts", // an assertion signed by the provider, for a flow that its own browser finishes
        "api/trpc/[trpc]/route.ts", // swept above
        "api/v1/[...path]/route.ts", // bearer only, swept above
        "api/v1/tenants/[tenant]/scim/v2/[...path]/route.ts", // bearer only
        "api/webhooks/stripe/route.ts", // signed by Stripe
        "scim/v2/[...path]/route.ts", // bearer only
      ].toSorted(),
    );
  });

  it("and server actions ask for the origin before anything else", () => {
    const files = ["app", "server", "components"].flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: "utf8" }).map((file) => `${room}/${file}`),
    );
    const actions = files.filter(
      (file) => /\.tsx?$/.test(file) && /^\s*["']use server["']/m.test(readFileSync(file, "utf8")),
    );
    expect(actions).toEqual(["server/session/actions.ts"]);
  });
});
