import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Ports } from "#server/kernel/ctx.ts";
import { platformCtx } from "#server/modules/audit/index.ts";
import {
  appendVersion,
  catalogueOf,
  followCatalogue,
  listPlans,
  newestVersion,
  openCatalogue,
  readCatalogue,
} from "#server/modules/billing/index.ts";
import {
  grantOperator,
  installPreset,
  listCatalogueVersions,
  publishCatalogue,
} from "#server/modules/operator/index.ts";
import { localSignal } from "#server/platform/signal.ts";
import { asOperator, planOf, publish } from "#tests/support/catalogue.ts";
import { type Harness, openHarness } from "#tests/support/harness.ts";
import { restDoor } from "#tests/support/rest.ts";

let harness: Harness;
let ports: Ports;
beforeAll(async () => {
  harness = await openHarness({ env: { CATALOGUE: "neozork" } });
  ({ ports } = harness);
});
afterAll(() => harness.close());

const operator = () => asOperator(ports);
const newest = async () => {
  const found = await newestVersion(ports.systemDb.client, "neozork");
  if (!found) throw new Error("There is no version.");
  return found;
};
const nameOf = (from: Ports) => planOf(catalogueOf(from), "starter").name;
const rename = (name: string) => publish(ports, (next) => Object.assign(planOf(next, "starter"), { name }));
/** Another process on the same database: it holds what it has read itself. */
const process = (signal = ports.signal): Ports => ({ ...ports, memory: new Map(), signal });

describe("by the API", () => {
  it("an operator reads, publishes and rolls back; the log says who; to others the addresses do not exist", async () => {
    const staff = await harness.mintTenant("staff");
    const ask = restDoor(ports);
    const signIn = async () => {
      const body = { email: staff.email, password: staff.password };
      return (await ask("POST", "/auth/login", { body })).body.accessToken;
    };
    const stranger = await signIn();
    for (const path of ["", "/versions", "/versions/1"]) {
      expect(await ask("GET", `/admin/catalogue${path}`, { token: stranger })).toMatchObject({ status: 404 });
    }
    const cli = platformCtx(ports, { type: "system", process: "cli" });
    await grantOperator.call(cli, { email: staff.email });
    const token = await signIn();
    const admin = (method: string, path: string, body?: unknown) =>
      ask(method, `/admin/catalogue${path}`, { token, ...(body === undefined ? {} : { body }) });

    const first = (await admin("GET", "")).body;
    expect(first).toMatchObject({ catalogue: "neozork", version: 1, source: "preset", publishedBy: null });
    expect(first.content).toEqual(readCatalogue("neozork"));

    const content = structuredClone(first.content);
    content.plans[0].tagline = "New words.";
    const published = await admin("POST", "/versions", { basedOn: 1, content });
    expect(published).toMatchObject({
      status: 201,
      body: { version: 2, source: "operator", publishedBy: staff.ownerId, content },
    });
    const tagline = async () => (await ask("GET", "/billing/plans")).body[0].tagline;
    await vi.waitFor(async () => expect(await tagline()).toBe("New words."));

    const back = await admin("POST", "/versions/1/roll-back", { basedOn: 2 });
    expect(back).toMatchObject({ status: 201, body: { version: 3, restoredFrom: 1, source: "operator" } });
    expect(back.body.contentHash).toBe(first.contentHash);
    const page = (await admin("GET", "/versions?limit=2")).body;
    expect(page.versions.map(({ version }: { version: number }) => version)).toEqual([3, 2]);
    expect(page.versions[0].content).toBeUndefined();
    const rest = (await admin("GET", `/versions?cursor=${page.next}`)).body;
    expect(rest).toMatchObject({ versions: [{ version: 1 }], next: null });
    expect((await admin("GET", "/versions/2")).body.content).toEqual(content);
    expect((await admin("GET", "/versions/9")).status).toBe(404);

    const log = await ports.systemDb.client.platformAuditLog.findMany({ orderBy: { seq: "asc" } });
    const lines = log.filter(({ verb }) => verb.startsWith("catalogue.")).map((row) => [row.verb, row.actor]);
    expect(lines).toEqual([
      ["catalogue.install", "system:catalogue"],
      ["catalogue.publish", `operator:${staff.ownerId}`],
      ["catalogue.rollBack", `operator:${staff.ownerId}`],
    ]);
  });
});

describe("publishing", () => {
  it("names the very place of what is wrong, and changes nothing", async () => {
    const before = await newest();
    const wrong = structuredClone(before.content) as { plans: { prices: object[]; limits: object[] }[] };
    Object.assign(wrong.plans[1]?.prices[0] ?? {}, { amountMinor: 1.5 });
    Object.assign(wrong.plans[2]?.limits[0] ?? {}, { value: -1 });
    const send = (content: unknown) =>
      publishCatalogue.call(operator(), { basedOn: before.version, content });
    await expect(send(wrong)).rejects.toMatchObject({
      code: "invalid_input",
      details: {
        fields: {
          "content.plans.1.prices.0.amountMinor": expect.any(String),
          "content.plans.2.limits.0.value": expect.any(String),
        },
      },
    });
    const strange = structuredClone(before.content);
    planOf(strange, "starter").features.push("teleport");
    await expect(send(strange)).rejects.toMatchObject({
      details: { fields: { "content.plans.0.features": "The feature teleport is not declared." } },
    });
    await expect(send(readCatalogue("luno"))).rejects.toMatchObject({
      details: { reason: "other_catalogue" },
    });
    expect((await newest()).version).toBe(before.version);
  });

  it("the same again is quiet, also after its answer was lost; from an older version it is refused", async () => {
    const before = await newest();
    const content = structuredClone(before.content);
    planOf(content, "starter").tagline = "Once.";
    const send = (version: number, what = content) =>
      publishCatalogue.call(operator(), { basedOn: version, content: what });
    const first = await send(before.version);
    expect(await send(before.version)).toEqual(first);
    expect(first.version).toBe(before.version + 1);
    await expect(send(before.version, before.content)).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "catalogue_changed", version: first.version },
    });
  });

  it("of two at once, one is published and the other hears of it", async () => {
    const { version, content } = await newest();
    const versions = ["One", "Two"].map((name) => {
      const next = structuredClone(content);
      planOf(next, "starter").tagline = name;
      return publishCatalogue.call(operator(), { basedOn: version, content: next });
    });
    const answers = await Promise.allSettled(versions);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await newest()).version).toBe(version + 1);
  });

  it("can't rewrite or take away what was published", async () => {
    const { catalogueVersion } = ports.systemDb.client;
    await expect(catalogueVersion.updateMany({ data: { source: "preset" } })).rejects.toThrow(/permission/);
    await expect(catalogueVersion.deleteMany({})).rejects.toThrow(/permission/);
  });
});

describe("every process", () => {
  it("hears of a new version by its signal; one whose signals are lost finds it within seconds", async () => {
    const near = process();
    const deaf = process(localSignal());
    const following = await Promise.all([followCatalogue(near), followCatalogue(deaf)]);
    await rename("Begin");
    await vi.waitFor(() => expect([nameOf(ports), nameOf(near)]).toEqual(["Begin", "Begin"]));
    expect(nameOf(deaf)).not.toBe("Begin");
    harness.clock.advance(5_000);
    await vi.waitFor(() => expect(nameOf(deaf)).toBe("Begin"));
    await Promise.all(following.map((each) => each.stop()));
  });

  it("stays with what it holds when the newest version can't be read, and does not start with it", async () => {
    const near = process();
    await openCatalogue(near);
    const before = await newest();
    const broken = {
      ...before,
      version: before.version + 1,
      content: { key: "neozork" },
      createdAt: new Date(),
    };
    await ports.systemDb.client.catalogueVersion.create({ data: broken });
    ports.signal.publish("platform", { topic: "catalogue", id: "neozork" });
    await expect(openCatalogue(process())).rejects.toThrow(
      /Version \d+ of the price list neozork can't be read/,
    );
    expect(nameOf(near)).toBe("Begin");
    const mended = { ...before, version: broken.version + 1 };
    await ports.systemDb.client.catalogueVersion.create({ data: mended });
  });
});

describe("what tenants stand on", () => {
  const drop = (plan: string) =>
    publish(ports, (next) => {
      next.plans = next.plans.filter(({ key }) => key !== plan);
    });

  it("a plan that was given can't be left out, but retired; then nobody else gets it", async () => {
    const { tenant, ctx } = await harness.mintTenant();
    await ctx().db.planGrant.create({ data: { plan: "enterprise", createdAt: ctx().now() } });
    await expect(drop("enterprise")).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining(`the plan enterprise (${tenant.slug})`),
      details: {
        reason: "catalogue_in_use",
        inUse: [{ what: "plan", key: "enterprise", grants: 1, subscriptions: 0, tenants: [tenant.slug] }],
      },
    });
    await publish(ports, (next) => Object.assign(planOf(next, "enterprise"), { isRetired: true }));
    await vi.waitFor(async () => {
      const listed = await listPlans.call(harness.visitor(), {});
      expect(listed.map(({ key }) => key)).toEqual(["starter", "professional", "institutional"]);
    });
    await ctx().db.planGrant.deleteMany({});
    await expect(drop("enterprise")).resolves.toBeDefined();
  });

  it("a meter or feature can't while a tenant's own terms name it", async () => {
    const { tenant, ctx } = await harness.mintTenant();
    const own = { id: ctx().newId(), reason: "test", createdAt: ctx().now() };
    await ctx().db.entitlementOverride.create({
      data: { ...own, kind: "limit", key: "storage", window: "none", value: 9 },
    });
    const withoutStorage = () =>
      publish(ports, (next) => {
        next.meters = next.meters.filter(({ key }) => key !== "storage");
        for (const plan of next.plans) plan.limits = plan.limits.filter(({ meter }) => meter !== "storage");
      });
    await expect(withoutStorage()).rejects.toMatchObject({
      details: {
        inUse: [{ what: "meter", key: "storage", window: "none", overrides: 1, tenants: [tenant.slug] }],
      },
    });
    await ctx().db.entitlementOverride.deleteMany({});
    await expect(withoutStorage()).resolves.toBeDefined();
  });

  it("a feature can't while a plan in use includes it", async () => {
    const { ctx } = await harness.mintTenant();
    await ctx().db.planGrant.create({ data: { plan: "professional", createdAt: ctx().now() } });
    const withoutChat = () =>
      publish(ports, (next) => {
        next.features = next.features.filter(({ key }) => key !== "chat_support");
        for (const plan of next.plans) plan.features = plan.features.filter((key) => key !== "chat_support");
      });
    await expect(withoutChat()).rejects.toMatchObject({
      details: { inUse: [{ what: "feature", key: "chat_support", grants: 1 }] },
    });
    await publish(ports, (next) => {
      for (const plan of next.plans) plan.features = plan.features.filter((key) => key !== "chat_support");
    });
    await expect(withoutChat()).resolves.toBeDefined();
  });
});

describe("the preset", () => {
  beforeEach(() => rename("Edited"));

  it("leaves an operator's version in force, at every start", async () => {
    expect(await installPreset(ports)).toMatchObject({ kind: "edited" });
    await openCatalogue(process());
    expect(nameOf(ports)).toBe("Edited");
  });

  it("takes the place of an older preset when its file has changed, and is installed once", async () => {
    const older = structuredClone((await newest()).content);
    planOf(older, "starter").name = "As it shipped before";
    const system = platformCtx(ports, { type: "system", process: "test" });
    await system.transaction(async (tx) => {
      await appendVersion(tx.ctx, await newestVersion(tx.ctx.db, "neozork"), {
        content: older,
        source: "preset",
      });
    });
    const { version } = await newest();
    expect(await installPreset(ports)).toEqual({ kind: "installed", version: version + 1 });
    expect(await installPreset(ports)).toEqual({ kind: "unchanged" });
    expect((await newest()).content).toEqual(readCatalogue("neozork"));
    const { versions } = await listCatalogueVersions.call(operator(), { limit: 1 });
    expect(versions).toMatchObject([{ source: "preset", publishedBy: null }]);
  });
});
