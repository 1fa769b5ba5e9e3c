import { applyChanges, type Change } from "./copy-rows.ts";
import { type Opened, tableAt } from "./place.ts";
import {
  hashSql,
  keyCondition,
  keySql,
  keysOf,
  keyValues,
  quoted,
  type Shape,
  shapeOf,
} from "./row-shape.ts";

/**
 * Makes the tenant's rows of these tables at `target` the same as at `source`, by key and content. Run again it finds
 * nothing to do.
 * @returns how many rows it wrote or deleted
 */
export async function syncRows(
  source: Opened,
  target: Opened,
  tables: readonly string[],
  tenantId: string,
): Promise<number> {
  const changes: Change[] = [];
  for (const table of tables) {
    const shape = await shapeOf(source, table);
    const theirs = await hashes(source, table, shape, tenantId);
    const ours = await hashes(target, table, shape, tenantId);
    const gone = [...ours.keys()].filter((key) => !theirs.has(key));
    const changed = [...theirs].filter(([key, hash]) => ours.get(key) !== hash).map(([key]) => key);
    changes.push({ table, shape, gone, changed });
  }
  return applyChanges(source, target, changes);
}

async function hashes(at: Opened, table: string, shape: Shape, tenantId: string) {
  const { rows } = await at.query(
    `select ${keySql(shape)} as key, ${hashSql(shape)} as hash from ${tableAt(at, table)} where tenant_id = $1`,
    [tenantId],
  );
  return new Map<string, string>(rows.map(({ key, hash }) => [JSON.stringify(key), hash]));
}

/** Everything that was committed before it is older; ask inside the snapshot that is to be continued later. */
export async function horizonOf({ query }: Opened): Promise<string> {
  const { rows } = await query("select pg_snapshot_xmin(pg_current_snapshot())::xid::text as horizon");
  return rows[0].horizon;
}

/**
 * The same for what was written since `horizon`, when both sides were the same: reads all keys of a table only if rows of
 * it were deleted, and hashes none.
 * @returns what it changed, table by table
 */
export async function syncTail(
  source: Opened,
  target: Opened,
  tables: readonly string[],
  tenantId: string,
  horizon: string,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const table of tables) {
    const shape = await shapeOf(source, table);
    const isNew = `age(xmin) <= age('${Number(horizon)}'::xid)`;
    const changed = await keysOf(source, table, shape, tenantId, isNew);
    const known = await countKeys(target, table, shape, changed);
    const [theirs, ours] = [
      await countRows(source, table, tenantId),
      await countRows(target, table, tenantId),
    ];
    const isShorter = theirs < ours + changed.length - known;
    changes.push({
      table,
      shape,
      changed,
      gone: isShorter ? await goneKeys(source, target, table, shape, tenantId) : [],
    });
  }
  await applyChanges(source, target, changes);
  return changes;
}

export async function countRows(at: Opened, table: string, tenantId: string): Promise<number> {
  const { rows } = await at.query(
    `select count(*)::int as n from ${tableAt(at, table)} where tenant_id = $1`,
    [tenantId],
  );
  return rows[0].n;
}

async function countKeys(at: Opened, table: string, shape: Shape, keys: string[]): Promise<number> {
  if (keys.length === 0) return 0;
  const { rows } = await at.query(
    `select count(*)::int as n from ${tableAt(at, table)} where ${keyCondition(shape)}`,
    keyValues(shape, keys),
  );
  return rows[0].n;
}

async function goneKeys(
  source: Opened,
  target: Opened,
  table: string,
  shape: Shape,
  tenantId: string,
): Promise<string[]> {
  if (source.query === target.query) {
    const pairs = shape.key.map((name) => `theirs.${quoted(name)} = ours.${quoted(name)}`).join(" and ");
    const { rows } = await target.query(
      `select ${keySql(shape)} as key from ${tableAt(target, table)} ours where tenant_id = $1
       and not exists (select from ${tableAt(source, table)} theirs where ${pairs})`,
      [tenantId],
    );
    return rows.map(({ key }) => JSON.stringify(key));
  }
  const present = new Set(await keysOf(source, table, shape, tenantId));
  return (await keysOf(target, table, shape, tenantId)).filter((key) => !present.has(key));
}
