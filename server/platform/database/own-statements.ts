import { DATA_TABLES } from "./planes.ts";

const SUBJECTS = [
  /^(?:CREATE|ALTER|DROP) TABLE (?:IF (?:NOT )?EXISTS )?(?:ONLY )?"(\w+)"/i,
  /^CREATE (?:UNIQUE )?INDEX (?:IF NOT EXISTS )?"\w+" ON "(\w+)"/i,
  /^(?:GRANT|REVOKE) [\s\S]+? ON "(\w+)"/i,
  /^(?:CREATE|ALTER|DROP) POLICY (?:IF EXISTS )?"?\w+"? ON "(\w+)"/i,
  /^(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"/i,
];
const INDEX = /^(?:DROP|ALTER) INDEX (?:IF EXISTS )?"(\w+)"/i;
const OF_NO_TABLE = /^(?:CREATE SCHEMA|(?:CREATE|DROP) SEQUENCE|GRANT USAGE ON SCHEMA)\b/i;

/**
 * The statements of a migration that concern the tables a tenant takes along: what brings a tenant's own schema up to
 * date. Statements end at every semicolon, as for the schema engine.
 * @throws Error when it can't be told whose a statement is
 */
export function ownStatements(sql: string): string[] {
  const statements = sql
    .replaceAll(/^\s*--.*$/gm, "")
    .split(";")
    .map((each) => each.trim())
    .filter(Boolean);
  const tables = new Set(sql.matchAll(/"(\w+)"/g).map(([, name = ""]) => name));
  return statements.filter((statement) => {
    if (OF_NO_TABLE.test(statement)) return false;
    const subject = subjectOf(statement, tables);
    if (!subject) throw new Error(`A migration says something of no table: ${statement.slice(0, 120)}`);
    return isDataTable(subject);
  });
}

function subjectOf(statement: string, tables: ReadonlySet<string>): string | null {
  for (const pattern of SUBJECTS) {
    const table = pattern.exec(statement)?.[1];
    if (table) return table;
  }
  const index = INDEX.exec(statement)?.[1];
  if (!index) return null;
  const owners = [...new Set([...tables, ...DATA_TABLES])].filter((table) => index.startsWith(`${table}_`));
  return owners.toSorted((a, b) => b.length - a.length)[0] ?? index;
}

const isDataTable = (name: string): boolean => DATA_TABLES.some((each) => each === name);
