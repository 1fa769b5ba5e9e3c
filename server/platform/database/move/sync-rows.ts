import pg from "pg";
import { type Opened, tableAt } from "./place.ts";

interface Shape {
  columns: { name: string; type: string }[];
  key: string[];
}

const BATCH = 200;

/**
 * Makes the tenant's rows of these tables at `target` the same as at `source`, by key and content: rows that are gone
 * are deleted, children first, then those that differ are written, parents first. Run again it finds nothing to do.
 * @returns how many rows it wrote or deleted
 */
export async function syncRows(
  source: Opened,
  target: Opened,
  tables: readonly string[],
  tenantId: string,
): Promise<number> {
  const plans = [];
  for (const table of tables) {
    const shape = await shapeOf(source, table);
    const [theirs, ours] = [
      await hashes(source, table, shape, tenantId),
      await hashes(target, table, shape, tenantId),
    ];
    const gone = [...ours.keys()].filter((key) => !theirs.has(key));
    const changed = [...theirs].filter(([key, hash]) => ours.get(key) !== hash).map(([key]) => key);
    plans.push({ table, shape, gone, changed });
  }
  for (const { table, shape, gone } of plans.toReversed()) await deleteRows(target, table, shape, gone);
  for (const { table, shape, changed } of plans) {
    for (let i = 0; i < changed.length; i += BATCH) {
      await copyRows(source, target, table, shape, changed.slice(i, i + BATCH));
    }
  }
  return plans.reduce((sum, { gone, changed }) => sum + gone.length + changed.length, 0);
}

export interface TableSum {
  table: string;
  rows: number;
  /** Sum over the rows of 60 bits of each row's MD5: the same whatever the order. */
  sum: string;
}

/** What is compared before a move is believed. */
export async function sumRows(at: Opened, tables: readonly string[], tenantId: string): Promise<TableSum[]> {
  const sums = [];
  for (const table of tables) {
    const { columns } = await shapeOf(at, table);
    const { rows } = await at.query(
      `select count(*)::int as rows, coalesce(sum(('x' || substr(${hashSql(columns)}, 1, 15))::bit(60)::bigint), 0)::text as sum
       from ${tableAt(at, table)} where tenant_id = $1`,
      [tenantId],
    );
    sums.push({ table, rows: rows[0].rows, sum: rows[0].sum });
  }
  return sums;
}

/** Columns by name, so that their order in either table does not matter. */
async function shapeOf(at: Opened, table: string): Promise<Shape> {
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

const quoted = (name: string): string => pg.escapeIdentifier(name);
const keySql = ({ key }: Shape): string => `array[${key.map((name) => `${quoted(name)}::text`).join(", ")}]`;
const hashSql = (columns: Shape["columns"]): string =>
  `md5(row(${columns.map(({ name }) => quoted(name)).join(", ")})::text)`;

async function hashes(at: Opened, table: string, shape: Shape, tenantId: string) {
  const { rows } = await at.query(
    `select ${keySql(shape)} as key, ${hashSql(shape.columns)} as hash from ${tableAt(at, table)} where tenant_id = $1`,
    [tenantId],
  );
  return new Map<string, string>(rows.map(({ key, hash }) => [JSON.stringify(key), hash]));
}

/** `(a, b) in (…)` for keys that travel as one array of text a column. */
function keyCondition({ key, columns }: Shape): string {
  const types = key.map((name) => columns.find((column) => column.name === name)?.type ?? "text");
  const unnested = key.map((_, i) => `$${i + 1}::text[]`).join(", ");
  const named = key.map((_, i) => `k${i}`).join(", ");
  const cast = types.map((type, i) => `k${i}::${type}`).join(", ");
  return `(${key.map(quoted).join(", ")}) in (select ${cast} from unnest(${unnested}) as u(${named}))`;
}

function keyValues(shape: Shape, keys: readonly string[]): string[][] {
  const parsed: string[][] = keys.map((key) => JSON.parse(key));
  return shape.key.map((_, i) => parsed.map((key) => key[i] ?? ""));
}

async function deleteRows(at: Opened, table: string, shape: Shape, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await at.query(`delete from ${tableAt(at, table)} where ${keyCondition(shape)}`, keyValues(shape, keys));
}

/** Every value travels as PostgreSQL's own text, which loses nothing: not JSON's null, not the last bit of a float. */
async function copyRows(
  source: Opened,
  target: Opened,
  table: string,
  shape: Shape,
  keys: readonly string[],
): Promise<void> {
  const names = shape.columns.map(({ name }) => quoted(name));
  const { rows } = await source.query(
    `select ${names.map((name, i) => `${name}::text as c${i}`).join(", ")} from ${tableAt(source, table)}
     where ${keyCondition(shape)}`,
    keyValues(shape, keys),
  );
  const columns = shape.columns.map((_, i) => rows.map((row): string | null => row[`c${i}`]));
  const set = names.map((name) => `${name} = excluded.${name}`).join(", ");
  await target.query(
    `insert into ${tableAt(target, table)} (${names.join(", ")})
     select ${shape.columns.map(({ type }, i) => `c${i}::${type}`).join(", ")}
     from unnest(${columns.map((_, i) => `$${i + 1}::text[]`).join(", ")}) as u(${columns.map((_, i) => `c${i}`).join(", ")})
     on conflict (${shape.key.map(quoted).join(", ")}) do update set ${set}`,
    columns,
  );
}

/** Copies the rows that satisfy `condition` and are not at `target` yet; deletes nothing. */
export async function appendRows(
  source: Opened,
  target: Opened,
  table: string,
  tenantId: string,
  condition: string,
): Promise<void> {
  const shape = await shapeOf(source, table);
  const { rows } = await source.query(
    `select ${keySql(shape)} as key from ${tableAt(source, table)} where tenant_id = $1 and ${condition}`,
    [tenantId],
  );
  const present = await hashes(target, table, shape, tenantId);
  const missing = rows.map(({ key }) => JSON.stringify(key)).filter((key) => !present.has(key));
  for (let i = 0; i < missing.length; i += BATCH) {
    await copyRows(source, target, table, shape, missing.slice(i, i + BATCH));
  }
}
