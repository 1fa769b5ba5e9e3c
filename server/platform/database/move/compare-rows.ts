import type { Change } from "./copy-rows.ts";
import { type Opened, tableAt } from "./place.ts";
import { hashSql, keyCondition, keyValues, type Shape, shapeOf } from "./row-shape.ts";
import { countRows } from "./sync-rows.ts";

export interface TableSum {
  table: string;
  rows: number;
  /** Sum over the rows of 60 bits of each row's MD5: the same whatever the order. */
  sum: string;
}

/** Every row of the tenant, by count and hash. @throws Error when the two sides differ */
export async function compareRows(
  a: Opened,
  b: Opened,
  tables: readonly string[],
  tenantId: string,
): Promise<TableSum[]> {
  const sums: TableSum[] = [];
  for (const table of tables) {
    const shape = await shapeOf(a, table);
    const ofTenant = (at: Opened) => sumOf(at, table, shape, "tenant_id = $1", [tenantId]);
    sums.push(requireSame(table, await ofTenant(a), await ofTenant(b)));
  }
  return sums;
}

/**
 * What was changed since every row was compared: all counts, and the hashes of these rows. Equal counts leave no room for
 * a row that is on one side only, since the target has every row of the source.
 */
export async function compareTail(
  a: Opened,
  b: Opened,
  changes: readonly Change[],
  tenantId: string,
): Promise<TableSum[]> {
  const sums: TableSum[] = [];
  for (const { table, shape, changed } of changes) {
    const ofTail = (at: Opened) =>
      changed.length === 0
        ? { rows: 0, sum: "0" }
        : sumOf(at, table, shape, keyCondition(shape), keyValues(shape, changed));
    requireSame(table, await ofTail(a), await ofTail(b));
    const count = async (at: Opened) => ({ rows: await countRows(at, table, tenantId), sum: "" });
    sums.push(requireSame(table, await count(a), await count(b)));
  }
  return sums;
}

type Sum = Omit<TableSum, "table">;

function requireSame(table: string, theirs: Sum, ours: Sum): TableSum {
  if (theirs.rows !== ours.rows || theirs.sum !== ours.sum) {
    throw new Error(`The copy is not the same in ${table}.`);
  }
  return { table, ...theirs };
}

async function sumOf(
  at: Opened,
  table: string,
  shape: Shape,
  condition: string,
  values: unknown[],
): Promise<Sum> {
  const { rows } = await at.query(
    `select count(*)::int as rows, coalesce(sum(('x' || substr(${hashSql(shape)}, 1, 15))::bit(60)::bigint), 0)::text as sum
     from ${tableAt(at, table)} where ${condition}`,
    values,
  );
  return { rows: rows[0].rows, sum: rows[0].sum };
}
