import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { platformCtx } from "#server/modules/audit/index.ts";
import { login, signUp } from "#server/modules/auth/index.ts";
import { listMembers } from "#server/modules/members/index.ts";
import { getTenantInfo } from "#server/modules/operator/index.ts";
import { checkSlug, resolveTenant } from "#server/modules/tenancy/index.ts";
import { type Harness, openHarness } from "#tests/support/harness.ts";

let harness: Harness;
const system = () => platformCtx(harness.ports, { type: "system", process: "test" });
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

describe("sign-up", () => {
  it("creates a tenant with its owner, an audit row and an event, all in one", async () => {
    const acme = await harness.mintTenant("acme-one");
    expect(await getTenantInfo.call(acme.ctx(), {})).toMatchObject({ slug: "acme-one", status: "active" });
    expect(await listMembers.call(acme.ctx(), {})).toMatchObject({
      members: [{ role: "owner", email: acme.email }],
    });
    const { auditLog, outboxEvent } = harness.ports.systemDb.client;
    expect(await auditLog.count({ where: { tenantId: acme.tenant.id, verb: "auth.signUp" } })).toBe(1);
    expect(await outboxEvent.count({ where: { tenantId: acme.tenant.id, type: "tenant.created" } })).toBe(1);
  });

  it("leaves nothing behind when the slug is taken", async () => {
    await harness.mintTenant("taken");
    const users = await harness.ports.systemDb.client.user.count();
    const input = {
      name: "B",
      email: "b@b.test",
      password: "long enough password",
      company: "B Inc",
      slug: "taken",
    };
    await expect(signUp.call(system(), input)).rejects.toMatchObject({
      code: "invalid_input",
      details: { fields: { slug: "This name is taken." } },
    });
    expect(await harness.ports.systemDb.client.user.count()).toBe(users);
  });

  it("gives one of two racing sign-ups the slug and tells the other at the field", async () => {
    const attempt = (email: string) =>
      signUp.call(system(), {
        name: "R",
        email,
        password: "long enough password",
        company: "Race",
        slug: "race",
      });
    const results = await Promise.allSettled([attempt("r1@race.test"), attempt("r2@race.test")]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await harness.ports.systemDb.client.tenant.count({ where: { slug: "race" } })).toBe(1);
    expect(
      await harness.ports.systemDb.client.user.count({ where: { email: { endsWith: "@race.test" } } }),
    ).toBe(1);
  });

  it.each([
    ["admin", "reserved"],
    ["a", "at least 3"],
    ["no spaces", "letters, digits and hyphens"],
    ["xn--acme", "single hyphens"],
  ])("says why the slug %s can't be had", async (slug, reason) => {
    const answer = await checkSlug.call(harness.visitor(), { slug });
    expect(answer.isAvailable).toBe(false);
    expect(answer.message).toContain(reason);
  });
});

describe("login for the API", () => {
  it("answers a wrong password and an unknown e-mail alike", async () => {
    const acme = await harness.mintTenant();
    const attempt = (email: string, password: string) =>
      login
        .call(harness.visitor(), { email, password, tenantId: acme.tenant.id })
        .catch((error) => error.message);
    expect(await attempt(acme.email, "wrong")).toBe(await attempt("nobody@nowhere.test", "wrong"));
    expect(await attempt(acme.email, acme.password)).toMatchObject({ tokenType: "Bearer" });
  });

  it("refuses a member of another tenant as if unknown", async () => {
    const [mine, theirs] = [await harness.mintTenant(), await harness.mintTenant()];
    await expect(
      login.call(harness.visitor(), {
        email: mine.email,
        password: mine.password,
        tenantId: theirs.tenant.id,
      }),
    ).rejects.toMatchObject({ code: "unauthenticated" });
  });
});

describe("resolving a tenant", () => {
  it("finds it by slug and not by an unverified host", async () => {
    const { tenant, ctx } = await harness.mintTenant();
    expect(await resolveTenant(harness.ports, { slug: tenant.slug })).toMatchObject({ id: tenant.id });
    const owner = ctx();
    await owner.db.domain.create({ data: { id: owner.newId(), host: "trade.claimed.test" } });
    expect(await resolveTenant(harness.ports, { host: "trade.claimed.test" })).toBeNull();
  });
});
