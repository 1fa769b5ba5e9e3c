/** Where rows are: a connection that sees all of them, and the PostgreSQL schema they are in. */
export interface Home {
  query<Row extends object>(
    text: string,
    values?: unknown[],
  ): Promise<{ rows: Row[]; rowCount: number | null }>;
  schema: string;
}

/** A table with rows of tenants, by the column that says whose. */
export interface TenantTable {
  name: string;
  column: string;
}

/**
 * Every table of a home that holds rows of tenants, read from the database itself so that a new one can't be forgotten:
 * `tenant_id` on tables of tenants, `…_tenant_id` on those of the platform. Tables come before those they refer to.
 */
export async function listTenantTables(home: Home): Promise<TenantTable[]> {
  const { rows: tables } = await home.query<TenantTable>(
    `select c.table_name as name, c.column_name as column
       from information_schema.columns c
       join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
      where c.table_schema = $1 and t.table_type = 'BASE TABLE' and c.column_name ~ '(^|_)tenant_id$'
      order by 1, 2`,
    [home.schema],
  );
  const { rows: references } = await home.query<{ child: string; parent: string }>(
    `select child.relname as child, parent.relname as parent
       from pg_constraint f
       join pg_class child on child.oid = f.conrelid
       join pg_class parent on parent.oid = f.confrelid
      where f.contype = 'f' and f.connamespace = $1::regnamespace and child.oid <> parent.oid`,
    [home.schema],
  );
  return childrenFirst(tables, references);
}

function childrenFirst(
  tables: readonly TenantTable[],
  references: readonly { child: string; parent: string }[],
): TenantTable[] {
  const sorted: TenantTable[] = [];
  let left = [...tables];
  while (left.length > 0) {
    const isFree = ({ name }: TenantTable) =>
      !references.some(({ child, parent }) => parent === name && left.some((table) => table.name === child));
    const free = left.filter(isFree);
    // Tables that refer to each other in a ring go as they come; their constraints must allow it.
    const next = free.length > 0 ? free : left;
    sorted.push(...next);
    left = left.filter((table) => !next.includes(table));
  }
  return sorted;
}
