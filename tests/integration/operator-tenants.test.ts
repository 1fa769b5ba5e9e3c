import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { platformCtx, tenantCtx } from "#server/modules/audit/index.ts";
import { getEntitlements } from "#server/modules/entitlements/index.ts";
import { listInvitations } from "#server/modules/members/index.ts";
import { grantOperator } from "#server/modules/operator/index.ts";
import { eraseTenants } from "#server/modules/privacy/index.ts";
import { closeTenant, DRAIN_MS, resolveTenant, restoreTenant } from "#server/modules/tenancy/index.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";
import { type Ask, restDoor } from "#tests/support/rest.ts";

let harness: Harness;
let staff: MintedTenant;
let ask: Ask;
let token: string;
beforeAll(async () => {
  harness = await openHarness();
  staff = await harness.mintTenant("staff");
  ask = restDoor(harness.ports);
  const cli = platformCtx(harness.ports, { type: "system", process: "cli" });
  await grantOperator.call(cli, { email: staff.email });
});
beforeEach(async () => {
  const body = { email: staff.email, password: staff.password };
  token = (await ask("POST", "/auth/login", { body })).body.accessToken;
});
afterAll(() => harness.close());

const admin = (method: string, path: string, body?: unknown) =>
  ask(method, `/admin/tenants${path}`, { token, ...(body === undefined ? {} : { body }) });
const auditOf = async (tenantId: string) =>
  (
    await harness.ports.systemDb.client.auditLog.findMany({ where: { tenantId }, orderBy: { seq: "asc" } })
  ).map(({ verb, actor }) => `${verb} by ${actor}`);

const WHOLE = {
  tenant_id: "globex",
  name: "Globex Trading",
  domain: "trade.globex.test",
  plan_type: "enterprise",
  custom_config: { feature_flags: { sso: true, sla: false }, resource_limits: { bots: 7, members: null } },
  owner_email: "ada@globex.test",
};

describe("provisioning", () => {
  it("takes the whole of it, and gives back what is to be set at the registrar", async () => {
    const { status, body } = await admin("POST", "", WHOLE);
    expect(status).toBe(201);
    const { owner_email, ...same } = WHOLE;
    expect(body).toMatchObject({ ...same, status: "active", owners: [], invited_owners: [owner_email] });
    expect(body.domains).toEqual([
      {
        host: "trade.globex.test",
        status: "needs_records",
        records: expect.arrayContaining([expect.objectContaining({ type: "TXT" })]),
      },
    ]);
    expect((await auditOf(body.id)).at(-1)).toBe(`tenant.provision by operator:${staff.ownerId}`);
    const tenant = await resolveTenant(harness.ports, { slug: "globex" });
    if (!tenant) throw new Error("not provisioned");
    const inside = tenantCtx(harness.ports, tenant, { type: "system", process: "test" });
    const { plan, basis, features, limits } = await getEntitlements.call(inside, {});
    expect([plan?.key, basis]).toEqual(["enterprise", "granted"]);
    expect(features.find(({ key }) => key === "sla")?.isGranted).toBe(false);
    expect(limits.find(({ meter }) => meter === "bots")?.value).toBe(7);
    expect(limits.find(({ meter }) => meter === "members")?.value).toBeNull();
    expect(await listInvitations.call(inside, {})).toMatchObject([{ email: owner_email, role: "owner" }]);
  });

  it("again with the same request answers the same; with another it is a conflict", async () => {
    const first = await admin("POST", "", { ...WHOLE, tenant_id: "again", domain: "a.again.test" });
    const second = await admin("POST", "", { ...WHOLE, tenant_id: "again", domain: "a.again.test" });
    expect(second).toMatchObject({ status: 201, body: first.body });
    const reordered = {
      resource_limits: { members: null, bots: 7 },
      feature_flags: { sla: false, sso: true },
    };
    const third = await admin("POST", "", {
      ...WHOLE,
      tenant_id: "again",
      domain: "a.again.test",
      custom_config: reordered,
    });
    expect(third.status).toBe(201);
    const other = await admin("POST", "", { ...WHOLE, tenant_id: "again", name: "Another" });
    expect(other).toMatchObject({ status: 409, body: { error: { details: { reason: "tenant_exists" } } } });
    expect(await admin("POST", "", { tenant_id: "staff", name: "Staff" })).toMatchObject({ status: 409 });
    expect(await harness.ports.systemDb.client.invitation.count({ where: { tenantId: first.body.id } })).toBe(
      1,
    );
  });

  it("of two at once makes one", async () => {
    const body = { tenant_id: "twice", name: "Twice" };
    const answers = await Promise.all([admin("POST", "", body), admin("POST", "", body)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]?.body.id).toBe(answers[1]?.body.id);
  });

  it.each([
    ["a plan", { plan_type: "platinum" }, "plan_type", "professional"],
    [
      "a flag",
      { custom_config: { feature_flags: { teleport: true } } },
      "custom_config.feature_flags.teleport",
      "sso",
    ],
    [
      "a limit",
      { custom_config: { resource_limits: { planes: 1 } } },
      "custom_config.resource_limits.planes",
      "bots",
    ],
    ["a domain", { domain: "globex" }, "domain", "whole domain"],
    ["a field", { isolation: "database" }, "", "isolation"],
  ])("says what is wrong with %s, and leaves nothing", async (_, wrong, field, said) => {
    const { status, body } = await admin("POST", "", { tenant_id: "nothing", name: "Nothing", ...wrong });
    expect(status).toBe(400);
    expect(JSON.stringify(field ? body.error.details.fields[field] : body.error)).toContain(said);
    expect(await admin("GET", "/nothing")).toMatchObject({ status: 404 });
  });
});

describe("what the operator changes", () => {
  it("replaces what is given and leaves the rest", async () => {
    await admin("POST", "", { ...WHOLE, tenant_id: "amended", domain: "b.globex.test" });
    const config = { feature_flags: { sso: true } };
    const { body } = await admin("PATCH", "/amended", {
      plan_type: null,
      custom_config: config,
      name: "New",
    });
    expect(body).toMatchObject({
      name: "New",
      plan_type: null,
      domain: "b.globex.test",
      custom_config: { feature_flags: { sso: true }, resource_limits: { bots: 7, members: null } },
    });
    expect(await admin("GET", "/amended")).toMatchObject({
      status: 200,
      body: { standing: { plan: "free", basis: "default_plan" }, members: 0 },
    });
    const listed = await admin("GET", "?limit=2");
    expect(listed.body.tenants).toHaveLength(2);
    const rest = await admin("GET", `?limit=200&after=${listed.body.next}`);
    const ids = [...listed.body.tenants, ...rest.body.tenants].map(({ id }) => id);
    expect(new Set(ids).size).toBe(await harness.ports.systemDb.client.tenant.count());
  });

  it("suspends with a reason, reactivates, closes, restores and erases; each twice is once", async () => {
    const acme = await harness.mintTenant("acme");
    const path = `/${acme.tenant.slug}`;
    expect(await admin("POST", `${path}/suspend`, {})).toMatchObject({ status: 400 });
    for (const _ of [1, 2]) {
      const { body } = await admin("POST", `${path}/suspend`, { reason: "Reported for abuse." });
      expect(body).toMatchObject({
        status: "suspended",
        suspended_reason: "operator",
        suspended_note: "Reported for abuse.",
      });
    }
    expect(await admin("POST", `${path}/erase`)).toMatchObject({ status: 409 });
    for (const _ of [1, 2]) {
      expect(await admin("POST", `${path}/reactivate`)).toMatchObject({ body: { status: "active" } });
    }
    for (const _ of [1, 2])
      expect(await admin("POST", `${path}/close`)).toMatchObject({ body: { status: "closed" } });
    for (const _ of [1, 2])
      expect(await admin("POST", `${path}/restore`)).toMatchObject({ body: { status: "active" } });
    const events = await harness.ports.systemDb.client.outboxEvent.findMany({
      where: { tenantId: acme.tenant.id, type: { startsWith: "tenant." } },
    });
    expect(
      events
        .map(({ type }) => type)
        .filter((type) => type !== "tenant.created")
        .toSorted(),
    ).toEqual(["tenant.closed", "tenant.reactivated", "tenant.restored", "tenant.suspended"]);
    expect(await auditOf(acme.tenant.id)).toEqual(
      expect.arrayContaining([`tenant.suspend by operator:${staff.ownerId}`]),
    );

    await admin("POST", `${path}/close`);
    for (const _ of [1, 2]) expect(await admin("POST", `${path}/erase`)).toMatchObject({ status: 202 });
    expect(await admin("POST", `${path}/restore`)).toMatchObject({ status: 410 });
    harness.clock.advance(DRAIN_MS);
    await eraseTenants.run(harness.ports, new AbortController().signal);
    expect(await admin("GET", path)).toMatchObject({ status: 404 });
    const stone = await harness.ports.systemDb.client.tenantTombstone.findFirst({
      orderBy: { erasedAt: "desc" },
    });
    expect(stone?.erasedBy).toBe(`operator:${staff.ownerId}`);
  });

  it("is not undone by the owner's restoring: what was suspended is suspended again", async () => {
    const nova = await harness.mintTenant("nova");
    await admin("POST", "/nova/suspend", { reason: "Under review." });
    await closeTenant.call(nova.ctx(), { confirmName: nova.tenant.name });
    const closed = await resolveTenant(harness.ports, { id: nova.tenant.id });
    if (!closed) throw new Error("gone");
    const state = await restoreTenant.call(tenantCtx(harness.ports, closed, nova.ctx().actor), {});
    expect(state).toMatchObject({ status: "suspended", suspendedNote: "Under review." });
  });
});
