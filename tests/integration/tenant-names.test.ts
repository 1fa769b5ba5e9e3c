import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertVerifiedDomain } from "#server/modules/tenancy/index.ts";
import { type Harness, openHarness } from "#tests/support/harness.ts";
import { type Ask, restDoor } from "#tests/support/rest.ts";
import { agreeOn } from "#tests/support/terms.ts";

type Name = "acme" | "nova";
const NAMES = [null, "acme", "nova"] as const;
/** The host as first way (subdomain) and second (custom domain). */
const HOSTS: readonly [host: string, tenant: Name | null][] = [
  ["localhost:3000", null],
  ["acme.localhost:3000", "acme"],
  ["nova.localhost:3000", "nova"],
  ["Trade.Acme.test.:3000", "acme"],
  ["trade.nova.test", "nova"],
];

let harness: Harness;
let ask: Ask;
const tokens: Record<Name, string> = { acme: "", nova: "" };
const ids: Record<Name, string> = { acme: "", nova: "" };
beforeAll(async () => {
  harness = await openHarness();
  const { ports } = harness;
  const rateLimit: typeof ports.rateLimit = {
    check: async (rule) => ({ rule, isAllowed: true, remaining: 1, resetSeconds: 1 }),
    close: async () => {},
  };
  ask = restDoor({ ...ports, rateLimit });
  for (const slug of ["acme", "nova"] as const) {
    const minted = await harness.mintTenant(slug);
    await agreeOn(minted, "custom_domain", true);
    const { tenant, email, password, ctx } = minted;
    const domain = {
      id: ctx().newId(),
      host: `trade.${slug}.test`,
      token: "t",
      verifiedAt: harness.clock.now(),
    };
    await insertVerifiedDomain(ports.systemDb.client, { ...domain, tenantId: tenant.id });
    const login = await ask("POST", "/auth/login", { host: `${slug}.localhost`, body: { email, password } });
    tokens[slug] = login.body.accessToken;
    ids[slug] = tenant.id;
  }
});
afterAll(() => harness.close());

/** Every way at once: host, `/tenant/SLUG` on the root, `/api/v1/tenants/SLUG`, `X-Tenant-ID`, token. */
const CASES = HOSTS.flatMap(([host, byHost]) =>
  NAMES.flatMap((byPrefix) =>
    NAMES.flatMap((byPath) =>
      NAMES.flatMap((byHeader) =>
        NAMES.map((byToken) => ({ host, byHost, byPrefix, byPath, byHeader, byToken })),
      ),
    ),
  ),
);

describe("the five ways of naming a tenant", () => {
  it(`agree or refuse, in all ${CASES.length} combinations`, async () => {
    for (const each of CASES) {
      const { host, byHost, byPrefix, byPath, byHeader, byToken } = each;
      const answer = await ask("GET", `${byPath ? `/tenants/${byPath}` : ""}/tenant/info`, {
        host,
        ...(byToken ? { token: tokens[byToken] } : {}),
        headers: {
          ...(byPrefix ? { "x-tenant-path": byPrefix } : {}),
          ...(byHeader ? { "x-tenant-id": byHeader === "acme" ? "acme" : ids.nova } : {}),
        },
      });
      const addressed = new Set([byHost ?? byPrefix, byPath, byHeader].filter((name) => name !== null));
      const expected =
        addressed.size > 1
          ? 400
          : !byToken
            ? 401
            : addressed.size === 1 && !addressed.has(byToken)
              ? 401
              : 200;
      expect(answer.status, JSON.stringify(each)).toBe(expected);
      if (expected === 200) expect(answer.body).toMatchObject({ slug: byToken, id: byToken && ids[byToken] });
      else expect(JSON.stringify(answer.body)).not.toMatch(new RegExp(`${ids.acme}|${ids.nova}`));
    }
  });

  it.each([
    ["an unknown host", { host: "nobody.test" }],
    ["an address", { host: "127.0.0.1:3000" }],
    ["a reserved name", { host: "admin.localhost" }],
    ["a workspace that is not there", { host: "nobody.localhost" }],
    ["a name of nobody's in the header", { headers: { "x-tenant-id": "nobody" } }],
    ["a token on a host of nobody's", { host: "nobody.test", headers: { "x-tenant-id": "acme" } }],
  ])("answers nothing for %s, not even what is public", async (_, options) => {
    for (const path of ["/tenant/info", "/billing/plans", "/bots"]) {
      expect((await ask("GET", path, { token: tokens.acme, ...options })).status).toBe(404);
    }
  });
});
