import type { Homes } from "../homes.ts";
import { schemaOf } from "../own-schema.ts";
import type { Home } from "../planes.ts";
import type { Opened, Place } from "./place.ts";

type Query = Opened["query"];

/** Where the control database says that the tenant lives. */
export async function readHome(query: Query, tenantId: string): Promise<Home> {
  const { rows } = await query(
    "select schema_name, database_name from public.tenant_home where tenant_id = $1",
    [tenantId],
  );
  const [row] = rows;
  if (row?.database_name) return { tier: "database", name: row.database_name };
  return row?.schema_name ? { tier: "schema" } : { tier: "shared" };
}

/** Makes the control database say it. */
export async function writeHome(
  query: Query,
  tenantId: string,
  home: Home,
  migration: string | null,
  movedAt: Date,
): Promise<void> {
  if (home.tier === "shared") {
    await query("delete from public.tenant_home where tenant_id = $1", [tenantId]);
    return;
  }
  const schema = home.tier === "schema" ? schemaOf(tenantId) : null;
  await query(
    `insert into public.tenant_home (tenant_id, schema_name, database_name, migration, moved_at)
     values ($1, $2, $3, $4, $5) on conflict (tenant_id) do update
     set schema_name = excluded.schema_name, database_name = excluded.database_name,
         migration = excluded.migration, moved_at = excluded.moved_at, is_held = false`,
    [tenantId, schema, home.tier === "database" ? home.name : null, migration, movedAt],
  );
}

/** Makes a guest database say that the tenant lives in it. */
export async function admitGuest(query: Query, tenantId: string, movedAt: Date): Promise<void> {
  await query(
    `insert into public.tenant_home (tenant_id, moved_at) values ($1, $2)
     on conflict (tenant_id) do update set is_held = false, moved_at = excluded.moved_at`,
    [tenantId, movedAt],
  );
}

export async function placeOf(homes: Homes, tenantId: string, home: Home): Promise<Place> {
  switch (home.tier) {
    case "shared":
      return { database: homes.control, schema: "public" };
    case "schema":
      return { database: homes.control, schema: schemaOf(tenantId) };
    case "database":
      return { database: await homes.open(home.name), schema: "public" };
    default:
      return home satisfies never;
  }
}

export const isSameHome = (a: Home, b: Home): boolean =>
  a.tier === b.tier && (a.tier !== "database" || b.tier !== "database" || a.name === b.name);

export const homeLabel = (home: Home): string =>
  home.tier === "database" ? `database ${home.name}` : home.tier;
