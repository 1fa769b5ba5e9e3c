import { type Opened, tableAt } from "./place.ts";
import { keyCondition, keysOf, keyValues, quoted, type Shape, shapeOf } from "./row-shape.ts";

const BATCH = 200;

/** What has to happen at one table of the target. Keys as JSON. */
export interface Change {
  table: string;
  shape: Shape;
  gone: string[];
  changed: string[];
}

/** Deletes what is gone, children first, then writes what is new or different, parents first. @returns rows */
export async function applyChanges(
  source: Opened,
  target: Opened,
  changes: readonly Change[],
): Promise<number> {
  for (const { table, shape, gone } of changes.toReversed()) {
    for (let i = 0; i < gone.length; i += BATCH) {
      await target.query(
        `delete from ${tableAt(target, table)} where ${keyCondition(shape)}`,
        keyValues(shape, gone.slice(i, i + BATCH)),
      );
    }
  }
  for (const { table, shape, changed } of changes) await copyRows(source, target, table, shape, changed);
  return changes.reduce((sum, { gone, changed }) => sum + gone.length + changed.length, 0);
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
  const set = names.map((name) => `${name} = excluded.${name}`).join(", ");
  for (let i = 0; i < keys.length; i += BATCH) {
    const { rows } = await source.query(
      `select ${names.map((name, n) => `${name}::text as c${n}`).join(", ")} from ${tableAt(source, table)}
       where ${keyCondition(shape)}`,
      keyValues(shape, keys.slice(i, i + BATCH)),
    );
    const columns = shape.columns.map((_, n) => rows.map((row): string | null => row[`c${n}`]));
    await target.query(
      `insert into ${tableAt(target, table)} (${names.join(", ")})
       select ${shape.columns.map(({ type }, n) => `c${n}::${type}`).join(", ")}
       from unnest(${columns.map((_, n) => `$${n + 1}::text[]`).join(", ")}) as u(${columns.map((_, n) => `c${n}`).join(", ")})
       on conflict (${shape.key.map(quoted).join(", ")}) do update set ${set}`,
      columns,
    );
  }
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
  const present = new Set(await keysOf(target, table, shape, tenantId));
  const asked = await keysOf(source, table, shape, tenantId, condition);
  const missing = asked.filter((key) => !present.has(key));
  await copyRows(source, target, table, shape, missing);
}
