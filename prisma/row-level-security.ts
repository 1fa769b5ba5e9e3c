/** Tables whose own id is the tenant's. */
const SELF_SCOPED: Record<string, string> = { tenant: "id" };

/** Rows of platform tables that a tenant may read, by a condition that row-level security narrows again. */
const READABLE: Record<string, { condition: string; columns: string }> = {
  app_user: {
    condition: "exists (select 1 from membership m where m.user_id = app_user.id)",
    columns: '"id", "name", "email"',
  },
};

/** History that no tenant's connection may rewrite. */
const APPEND_ONLY = new Set(["audit_log"]);

/** The platform's history, that not even the system role may rewrite. */
const WRITTEN_ONCE = new Set(["catalogue_version"]);

/** What a tenant may know but never say: where it lives, and what it has used. */
const READ_ONLY = new Set(["tenant_home", "usage_record", "usage_count", "usage_alert", "usage_report"]);

const CURRENT_TENANT = "(select nullif(current_setting('app.tenant_id', true), ''))";

/**
 * SQL that locks every table of `createTables` (Prisma's DDL): tenant tables show the app role the current tenant's
 * rows only; every other table shows it nothing. The system role sees all. Forced, so that the owner is bound too.
 */
export function rowLevelSecurity(createTables: string): string {
  const tables = [...createTables.matchAll(/CREATE TABLE "(\w+)" \(([\s\S]*?)\n\);/g)];
  return tables
    .map(([, table = "", body = ""]) => {
      const column = SELF_SCOPED[table] ?? (/^\s+"tenant_id"/m.test(body) ? "tenant_id" : null);
      return [
        `\n-- ${table}`,
        `ALTER TABLE "${table}" ENABLE ROW LEVEL SECURITY;`,
        `ALTER TABLE "${table}" FORCE ROW LEVEL SECURITY;`,
        `GRANT ${WRITTEN_ONCE.has(table) ? "SELECT, INSERT" : "SELECT, INSERT, UPDATE, DELETE"} ON "${table}" TO marque_system;`,
        `CREATE POLICY system_scope ON "${table}" TO marque_system USING (true) WITH CHECK (true);`,
        ...(column ? tenantPolicy(table, column) : readPolicy(table)),
      ].join("\n");
    })
    .join("\n");
}

function tenantPolicy(table: string, column: string): string[] {
  const own = `"${column}" = ${CURRENT_TENANT}`;
  return [
    `GRANT ${tenantVerbs(table)} ON "${table}" TO marque_app;`,
    `CREATE POLICY tenant_scope ON "${table}" TO marque_app USING (${own}) WITH CHECK (${own});`,
  ];
}

function tenantVerbs(table: string): string {
  if (table in SELF_SCOPED) return "SELECT, UPDATE";
  if (READ_ONLY.has(table)) return "SELECT";
  return APPEND_ONLY.has(table) ? "SELECT, INSERT" : "SELECT, INSERT, UPDATE, DELETE";
}

function readPolicy(table: string): string[] {
  const readable = READABLE[table];
  if (!readable) return [];
  const { condition, columns } = readable;
  return [
    `GRANT SELECT (${columns}) ON "${table}" TO marque_app;`,
    `CREATE POLICY tenant_scope ON "${table}" FOR SELECT TO marque_app USING (${condition});`,
  ];
}
