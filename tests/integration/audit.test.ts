import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  keepAnchors,
  listActivity,
  listAudit,
  recordEvent,
  verifyAudit,
  verifyEverything,
} from "#server/modules/audit/index.ts";
import { updateBranding } from "#server/modules/branding/index.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";

const THEME = { accent: "#123456", font: "inter", radius: "small", colorScheme: "light" };

let harness: Harness;
let directory: string;
beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "marque-audit-"));
  harness = await openHarness({ env: { DATA_DIR: directory } });
});
afterAll(async () => {
  await harness.close();
  rmSync(directory, { recursive: true, force: true });
});

const rename = (tenant: MintedTenant, companyName: string) =>
  updateBranding.call(tenant.ctx(), { companyName, theme: THEME });

async function changed(count: number): Promise<MintedTenant> {
  const tenant = await harness.mintTenant();
  for (let number = 1; number <= count; number++) await rename(tenant, `Name ${number}`);
  return tenant;
}

const owner = (sql: string, values: unknown[] = []) =>
  harness.ports.database.pool({ role: "system" }).query(sql, values);

async function reportsOf(tenantId: string) {
  const reports = [];
  for await (const report of verifyEverything(harness.ports, tenantId)) reports.push(report);
  return reports;
}

describe("the log", () => {
  it("chains concurrent changes of one tenant in one line, and other tenants beside it", async () => {
    const [first, second] = [await changed(1), await changed(1)];
    await Promise.all(
      Array.from({ length: 20 }, (_, number) => rename(number % 2 ? first : second, `Name ${number}`)),
    );
    for (const tenant of [first, second]) {
      const report = await verifyAudit.call(tenant.ctx(), {});
      expect(report).toMatchObject({ isIntact: true, faults: [], rows: 12, head: { seq: 12 } });
    }
  });

  it("has no row of a change that failed", async () => {
    const tenant = await changed(1);
    await expect(updateBranding.call(tenant.ctx(), { companyName: "", theme: THEME })).rejects.toThrow();
    await expect(
      tenant.ctx().transaction(async (tx) => {
        await tx.recordAudit("branding.update", { entityId: "x" });
        throw new Error("fails after its audit");
      }),
    ).rejects.toThrow("fails after");
    expect(await verifyAudit.call(tenant.ctx(), {})).toMatchObject({ isIntact: true, rows: 2 });
  });

  it("keeps from where and by whom", async () => {
    const tenant = await harness.mintTenant();
    const ctx = { ...tenant.ctx(), client: { address: "192.0.2.7", userAgent: "Test/1" } };
    await recordEvent({ ...ctx }, "session.refused", { entityId: "someone", userId: tenant.ownerId });
    const { entries } = await listAudit.call(tenant.ctx(), { verb: "branding.", limit: 5 });
    expect(entries).toEqual([]);
    const all = await listAudit.call(tenant.ctx(), { verb: "session.refused" });
    expect(all.entries[0]).toMatchObject({
      userId: tenant.ownerId,
      userName: "Owner",
      verb: "session.refused",
    });
  });

  it("pages and filters by verb, person, thing and time", async () => {
    const tenant = await changed(5);
    const ask = (input: object) => listAudit.call(tenant.ctx(), input);
    const first = await ask({ limit: 2 });
    expect(first.entries.map(({ seq }) => seq)).toEqual([6, 5]);
    const second = await ask({ limit: 2, cursor: first.nextCursor });
    expect(second.entries.map(({ seq }) => seq)).toEqual([4, 3]);
    expect((await ask({ limit: 2, cursor: 3 })).nextCursor).toBeNull();
    expect((await ask({ verb: "branding." })).entries).toHaveLength(5);
    expect((await ask({ verb: "branding.update" })).entries).toHaveLength(5);
    expect((await ask({ verb: "brandin" })).entries).toHaveLength(5);
    expect((await ask({ verb: "auth.signUp" })).entries).toHaveLength(1);
    expect((await ask({ userId: tenant.ownerId })).entries).toHaveLength(6);
    expect((await ask({ entityId: "nothing" })).entries).toEqual([]);
    expect((await ask({ from: "2030-01-01T00:00:00Z" })).entries).toEqual([]);
    await expect(ask({ from: "yesterday" })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(ask({ verb: "'; drop table audit_log" })).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("shows a member their own doings only", async () => {
    const tenant = await changed(3);
    const mine = await listActivity.call(tenant.ctx("viewer"), {});
    expect(mine.map(({ verb }) => verb)).toEqual([...Array(3).fill("branding.update"), "auth.signUp"]);
    const actor = { ...tenant.ctx("viewer").actor, userId: "00000000000000000000000000" };
    expect(await listActivity.call({ ...tenant.ctx(), actor } as never, {})).toEqual([]);
  });
});

describe("tampering", () => {
  it.each([
    [
      "changes a row",
      `update audit_log set after = '{"x":1}' where tenant_id = $1 and seq = 3`,
      3,
      "changed",
    ],
    ["takes a row out", "delete from audit_log where tenant_id = $1 and seq = 3", 3, "missing"],
    [
      "moves a row in time",
      "update audit_log set at = at - interval '1 day' where tenant_id = $1 and seq = 2",
      2,
      "changed",
    ],
    [
      "blames another",
      "update audit_log set actor = 'user:x' where tenant_id = $1 and seq = 4",
      4,
      "changed",
    ],
    ["cuts the tail off", "delete from audit_log where tenant_id = $1 and seq > 2", 2, "head_differs"],
    ["takes the head away", "delete from audit_head where tenant_id = $1", 5, "head_differs"],
  ])("who %s is seen", async (_, sql, seq, fault) => {
    const tenant = await changed(4);
    await owner(sql, [tenant.tenant.id]);
    const report = await verifyAudit.call(tenant.ctx(), {});
    expect(report.isIntact).toBe(false);
    expect(report.faults).toContainEqual({ seq, fault });
  });

  it("who cuts back chain and head together is betrayed by an anchor outside the database", async () => {
    const tenant = await changed(4);
    await keepAnchors().run(harness.ports, new AbortController().signal);
    const { id } = tenant.tenant;
    await owner("delete from audit_log where tenant_id = $1 and seq > 2", [id]);
    await owner(
      `update audit_head set seq = 2, hash = (select hash from audit_log where tenant_id = $1 and seq = 2)
       where tenant_id = $1`,
      [id],
    );
    expect(await verifyAudit.call(tenant.ctx(), {})).toMatchObject({ isIntact: true });
    const reports = await reportsOf(id);
    expect(reports[0]?.faults).toEqual([{ seq: 5, fault: "missing" }]);
  });

  it("anchors name each chain once until it grows, and bear a torn last line", async () => {
    const file = path.join(directory, "audit-anchors.jsonl");
    rmSync(file, { force: true });
    const tenant = await changed(1);
    const anchors = keepAnchors();
    const linesOf = () =>
      readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line.includes(tenant.tenant.id)).length;
    await anchors.run(harness.ports, new AbortController().signal);
    await anchors.run(harness.ports, new AbortController().signal);
    expect(linesOf()).toBe(1);
    await rename(tenant, "Grown");
    await anchors.run(harness.ports, new AbortController().signal);
    expect(linesOf()).toBe(2);
    writeFileSync(file, `${readFileSync(file, "utf8")}{"at":"2026`);
    const [report] = await reportsOf(tenant.tenant.id);
    expect(report?.isIntact).toBe(true);
  });

  it("a tenant's own connection can neither change nor remove a row", async () => {
    const tenant = await changed(1);
    const app = harness.ports.database.pool({ role: "tenant", tenantId: tenant.tenant.id });
    await expect(app.query("update audit_log set actor = 'x'")).rejects.toThrow(/permission denied/);
    await expect(app.query("delete from audit_log")).rejects.toThrow(/permission denied/);
    await expect(app.query("truncate audit_log")).rejects.toThrow(/permission denied/);
  });
});
