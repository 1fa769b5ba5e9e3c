import { invalidRequest } from "./errors.ts";

export interface Clause {
  field: string;
  /** The key of `metadata["key"]`. */
  key: string | undefined;
  operator: ":" | "~" | ">" | ">=" | "<" | "<=";
  /** Null asks for what is not set. */
  wanted: string | null;
  isNegated: boolean;
}

export interface Query {
  clauses: Clause[];
  /** All clauses, or any. */
  joins: "every" | "some";
}

const CLAUSE =
  /^(-)?([a-z_.]+)(?:\[("|')((?:\\.|(?!\3).)*)\3\])?\s*(>=|<=|[:~<>])\s*(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|([\w.-]+))\s*/;
const JOIN = /^(AND|OR)\s+/i;

/** @throws 400 when the query cannot be read, or joins by AND and OR at once, which Stripe does not allow either */
export function parseQuery(query: string): Query {
  const clauses: Clause[] = [];
  const joins = new Set<string>();
  let rest = query.trim();
  while (rest !== "") {
    const [whole, minus, field = "", , key, operator, double, single, bare] = CLAUSE.exec(rest) ?? [];
    if (whole === undefined || !isOperator(operator)) throw unreadable(rest);
    const quoted = double ?? single;
    const wanted = quoted === undefined ? (bare === "null" ? null : (bare ?? "")) : unquoted(quoted);
    clauses.push({
      field,
      key: key === undefined ? undefined : unquoted(key),
      operator,
      wanted,
      isNegated: minus === "-",
    });
    rest = rest.slice(whole.length);
    const [join] = JOIN.exec(rest) ?? [];
    if (join === undefined) {
      if (rest !== "") joins.add("AND");
      continue;
    }
    joins.add(join.trim().toUpperCase());
    rest = rest.slice(join.length);
    if (rest === "") throw unreadable(join);
  }
  if (joins.size > 1) {
    throw invalidRequest("You cannot combine AND and OR in one search query.", { param: "query" });
  }
  if (clauses.length === 0) throw unreadable(query);
  return { clauses, joins: joins.has("OR") ? "some" : "every" };
}

const unquoted = (text: string): string => text.replace(/\\(.)/g, "$1");

const isOperator = (text: string | undefined): text is Clause["operator"] =>
  text !== undefined && [":", "~", ">", ">=", "<", "<="].includes(text);

const unreadable = (at: string) =>
  invalidRequest(`We were unable to parse your search query at: ${at}`, { param: "query" });
