import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createBotRunner } from "#server/modules/bots/index.ts";
import { eraseTenants } from "#server/modules/privacy/index.ts";
import { closeTenant, DRAIN_MS } from "#server/modules/tenancy/index.ts";
import type { MoveStep } from "#server/platform/database/move/move-rows.ts";
import { type Database, openPostgres } from "#server/platform/database/open-database.ts";
import { schemaOf } from "#server/platform/database/own-schema.ts";
import type { Home, Tier } from "#server/platform/database/planes.ts";
import { subscribers } from "#server/worker/subscribers.ts";
import { type BillingHarness, openBilling } from "./billing.ts";
import { TEST_SECRET } from "./database.ts";
import type { MintedTenant } from "./harness.ts";
import { settleEverything } from "./lifecycle.ts";
import { createGuestDatabase, move, stopAt } from "./tiers.ts";

const DAY_MS = 86_400_000;
const never = new AbortController().signal;

export const HOMES: Record<Tier, Home> = {
  shared: { tier: "shared" },
  schema: { tier: "schema" },
  database: { tier: "database", name: "db.test/guest" },
};

/** The server, on PostgreSQL a second database for tenants, and a look at everything in both. */
export interface HomesBench {
  billing: BillingHarness;
  rehome(tenant: MintedTenant, to: Tier, stop?: MoveStep): Promise<unknown>;
  /** Every row of every schema of every database that says the text: a fingerprint of them, by place. */
  traces(text: string): Promise<Record<string, string>>;
  /** Where the tables that move are for a tenant of the tier, as `traces` names it. */
  placeIn(tier: Tier, tenant: MintedTenant): string;
  /** Names of the databases whose address is kept. */
  addresses(): Promise<string[]>;
  hasSchema(tenant: MintedTenant): Promise<boolean>;
  closeFor30Days(tenant: MintedTenant): Promise<void>;
  /** As the worker does, minute by minute. */
  eraseDue(): Promise<void>;
  close(): Promise<void>;
}

export async function openHomesBench(): Promise<HomesBench> {
  const billing = await openBilling({ env: { DATA_DIR: mkdtempSync(path.join(tmpdir(), "marque-homes-")) } });
  const { ports, clock } = billing;
  const created = process.env.TEST_DATABASE_URL ? await createGuestDatabase() : null;
  const guest = created && openPostgres(created.url, TEST_SECRET, 2, { part: "guest" });
  return {
    billing,
    rehome: (tenant, to, stop) =>
      move(billing, tenant, HOMES[to], {
        ...(created ? { url: created.url } : {}),
        ...(stop ? { onStep: stopAt(stop) } : {}),
      }),
    async traces(text) {
      const control = await tracesIn(ports.database, text);
      return named({ control, guest: guest ? await tracesIn(guest, text) : {} });
    },
    placeIn: (tier, { tenant }) =>
      ({ shared: "control.public", schema: `control.${schemaOf(tenant.id)}`, database: "guest.public" })[
        tier
      ],
    addresses: async () => (await ports.systemDb.client.tenantDatabase.findMany()).map(({ name }) => name),
    async hasSchema({ tenant }) {
      const sql = "select 1 from pg_namespace where nspname = $1";
      const { rows } = await ports.database.pool({ role: "owner" }).query(sql, [schemaOf(tenant.id)]);
      return rows.length > 0;
    },
    async closeFor30Days({ ctx, tenant }) {
      await closeTenant.call(ctx(), { confirmName: tenant.name });
      await settleEverything(billing, subscribers);
      await createBotRunner().run(ports, never);
      clock.advance(30 * DAY_MS);
    },
    async eraseDue() {
      await eraseTenants.run(ports, never);
      clock.advance(DRAIN_MS);
      await eraseTenants.run(ports, never);
    },
    async close() {
      await billing.close();
      await guest?.close();
      await created?.drop();
    },
  };
}

async function tracesIn(database: Database, text: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const owner = database.pool({ role: "owner" });
  const { rows: tables } = await owner.query(
    `select table_schema as schema, table_name as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  );
  for (const { schema, name } of tables) {
    const isOwners = schema === "pgboss" || name === "_prisma_migrations";
    const pool = isOwners ? owner : database.pool({ role: "system" });
    const { rows } = await pool.query(
      `select md5(string_agg(t::text, ' ' order by t::text)) as hash from "${schema}"."${name}" t where t::text like $1`,
      [`%${text}%`],
    );
    if (rows[0].hash) found[`${schema}.${name}`] = rows[0].hash;
  }
  return found;
}

const named = (databases: Record<string, Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(databases).flatMap(([where, found]) =>
      Object.entries(found).map(([table, hash]) => [`${where}.${table}`, hash]),
    ),
  );
