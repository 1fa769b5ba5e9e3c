import { z } from "zod";
import { invalidRequest } from "./errors.ts";
import { type Operation, operation } from "./operation.ts";
import { text, whole } from "./params.ts";
import { type Clause, parseQuery } from "./search-query.ts";
import type { Collection, Entity } from "./store.ts";

type FieldValue = string | number | boolean | null | undefined;

interface SearchSpec<T extends Entity> {
  path: string;
  from: Collection<T>;
  /** What can be asked for; `metadata["key"]` always can where the object has metadata. */
  fields: Record<string, (item: T) => FieldValue>;
}

/**
 * Stripe's search: `status:"active" AND metadata["tenant"]:"t_1"`, `created>1700000000`, `email~"acme"`, `-field:"x"`.
 * Newest first; `page` is the `next_page` of the answer before. Source: docs.stripe.com/search.
 */
export function search<T extends Entity & { metadata?: Record<string, string> | null }>(
  spec: SearchSpec<T>,
): Operation {
  return operation({
    method: "GET",
    path: spec.path,
    params: z.strictObject({ query: text, limit: whole.optional(), page: text.optional() }),
    run({ tx, params }) {
      const query = parseQuery(params.query);
      const limit = params.limit ?? 10;
      if (limit < 1 || limit > 100) {
        throw invalidRequest("limit must be between 1 and 100.", { param: "limit" });
      }
      const isMatch = (item: T) => query.clauses[query.joins]((clause) => matches(spec, item, clause));
      const found = tx.all(spec.from).filter(isMatch).reverse();
      const start = params.page === undefined ? 0 : Number(params.page);
      if (!Number.isInteger(start) || start < 0) throw invalidRequest("Invalid page.", { param: "page" });
      const hasMore = found.length > start + limit;
      return {
        object: "search_result",
        data: found.slice(start, start + limit),
        has_more: hasMore,
        next_page: hasMore ? String(start + limit) : null,
        url: spec.path,
      };
    },
  });
}

function matches<T extends Entity & { metadata?: Record<string, string> | null }>(
  spec: SearchSpec<T>,
  item: T,
  clause: Clause,
): boolean {
  const read = spec.fields[clause.field];
  if (clause.key === undefined && !read) {
    throw invalidRequest(`Field \`${clause.field}\` is an unsupported search field for resource.`, {
      param: "query",
    });
  }
  const value = clause.key === undefined ? read?.(item) : item.metadata?.[clause.key];
  return compare(value ?? null, clause) !== clause.isNegated;
}

function compare(value: FieldValue, { operator, wanted }: Clause): boolean {
  if (wanted === null) return value === null;
  if (value === null || value === undefined) return false;
  switch (operator) {
    case ":":
      return String(value).toLowerCase() === wanted.toLowerCase();
    case "~":
      return String(value).toLowerCase().includes(wanted.toLowerCase());
    case ">":
      return Number(value) > Number(wanted);
    case ">=":
      return Number(value) >= Number(wanted);
    case "<":
      return Number(value) < Number(wanted);
    case "<=":
      return Number(value) <= Number(wanted);
    default:
      return operator satisfies never;
  }
}
