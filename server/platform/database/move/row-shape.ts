import pg from "pg";
import { type Opened, tableAt } from "./place.ts";

/** Columns by name, so that their order in either table does not matter. */
export interface Shape {
  columns: { name: string; type: string }[];
  key: string[];
}

export async function shapeOf(at: Opened, table: string): Promise<Shape> {
  const { rows } = await at.query(
    `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
       array_position(i.indkey::int2[], a.attnum) as key
     from pg_attribute a join pg_index i on i.indrelid = a.attrelid and i.indisprimary
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped order by a.attname`,
    [tableAt(at, table)],
  );
  const key = rows.filter((row) => row.key !== null).toSorted((a, b) => a.key - b.key);
  return { columns: rows.map(({ name, type }) => ({ name, type })), key: key.map(({ name }) => name) };
}

export const quoted = (name: string): string => pg.escapeIdentifier(name);
export const keySql = ({ key }: Shape): string =>
  `array[${key.map((name) => `${quoted(name)}::text`).join(", ")}]`;
export const hashSql = ({ columns }: Shape): string =>
  `md5(row(${columns.map(({ name }) => quoted(name)).join(", ")})::text)`;

/** `(a, b) in (…)` for keys that travel as one array of text a column, from `$1` on. */
export function keyCondition({ key, columns }: Shape): string {
  const types = key.map((name) => columns.find((column) => column.name === name)?.type ?? "text");
  const unnested = key.map((_, i) => `$${i + 1}::text[]`).join(", ");
  const named = key.map((_, i) => `k${i}`).join(", ");
  const cast = types.map((type, i) => `k${i}::${type}`).join(", ");
  return `(${key.map(quoted).join(", ")}) in (select ${cast} from unnest(${unnested}) as u(${named}))`;
}

/** @param keys as JSON: arrays of text */
export function keyValues(shape: Shape, keys: readonly string[]): string[][] {
  const parsed: string[][] = keys.map((key) => JSON.parse(key));
  return shape.key.map((_, i) => parsed.map((key) => key[i] ?? ""));
}

/** Keys of the tenant's rows that satisfy `condition`. */
export async function keysOf(
  at: Opened,
  table: string,
  shape: Shape,
  tenantId: string,
  condition = "true",
): Promise<string[]> {
  const { rows } = await at.query(
    `select ${keySql(shape)} as key from ${tableAt(at, table)} where tenant_id = $1 and ${condition}`,
    [tenantId],
  );
  return rows.map(({ key }) => JSON.stringify(key));
}
