import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listTenantTables } from "#server/modules/privacy/index.ts";
import { type Harness, openHarness } from "#tests/support/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const system = () => harness.ports.database.pool({ role: "system" });
const owner = () => harness.ports.database.pool({ role: "owner" });

describe("what there is to erase", () => {
  /** Tables without tenants' rows, and why. A new table must be of one kind or the other. */
  const OF_THE_PLATFORM: Record<string, string> = {
    _prisma_migrations: "the schema's own history",
    tenant: "its last row becomes the tombstone",
    tenant_tombstone: "hashes",
    vault_key: "by owner: shredded",
    platform_audit_log: "the platform's own log",
    platform_audit_head: "its end",
    stripe_event_mark: "up to when Stripe was asked for its news",
    platform_outbox_event: "news of persons, kept until it is told",
    sign_in_throttle: "keyed hashes, for hours",
    tenant_database: "addresses of databases, sealed",
    catalogue_version: "the price list, and which operator published it",
    slug_reservation: "a slug, for minutes",
    used_challenge: "hashes, for minutes",
  };
  /** Gone with what they hang on: a person, a session, a row that is swept. */
  const BY_CASCADE =
    "select conrelid::regclass::text as child, confrelid::regclass::text as parent from pg_constraint where contype = 'f' and confdeltype = 'c'";

  it("is every table, or a table of persons, or one that is known to hold nothing of tenants", async () => {
    const { rows: all } = await owner().query(
      "select tablename as name from pg_tables where schemaname = 'public'",
    );
    const swept = (await listTenantTables({ schema: "public", query: (t, v) => system().query(t, v) })).map(
      ({ name }) => name,
    );
    const known = new Set([...swept, "app_user", ...Object.keys(OF_THE_PLATFORM)]);
    const { rows: cascades } = await owner().query(BY_CASCADE);
    for (let size = 0; size < known.size; ) {
      size = known.size;
      for (const { child, parent } of cascades) if (known.has(parent)) known.add(child);
    }
    expect(all.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
    expect(swept).toEqual(
      expect.arrayContaining(["audit_log", "session", "handoff_code", "stripe_event", "bot_order"]),
    );
  });

  it("puts tables before those they refer to", async () => {
    const names = (await listTenantTables({ schema: "public", query: (t, v) => system().query(t, v) })).map(
      ({ name }) => name,
    );
    expect(names.indexOf("bot_order")).toBeLessThan(names.indexOf("bot"));
    expect(names.indexOf("demo_order")).toBeLessThan(names.indexOf("demo_account"));
  });
});
