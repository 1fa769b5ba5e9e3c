import { z } from "zod";
import type { SCIMMY } from "./resources.ts";

/** What a list request asks of scimmy, as far as the database can answer it. */
export interface Asked {
  match: Record<string, string | boolean>;
  page: { offset: number; limit: number };
  isDescending: boolean;
}

type Resource = InstanceType<typeof SCIMMY.Resources.User> | InstanceType<typeof SCIMMY.Resources.Group>;

const DEFAULT_COUNT = 100;
export const MAX_COUNT = 1_000;

const Equal = z.tuple([z.string().regex(/^eq$/i), z.union([z.string(), z.boolean()])]);
const Nested = z.strictObject({ value: Equal });
const Constraints = z.object({
  startIndex: z.int().default(1),
  count: z.int().default(DEFAULT_COUNT),
  sortBy: z.string().default(""),
  sortOrder: z.string().default("ascending"),
});

/** The query of a list as scimmy takes it; what is no number, or out of bounds, counts as not given. */
export function listOf(query: URLSearchParams): Record<string, string | number> {
  const { startIndex, count, ...rest } = Object.fromEntries(query);
  const wanted = count === undefined ? DEFAULT_COUNT : Number(count);
  const given = Number(startIndex ?? 1);
  return {
    ...rest,
    startIndex: Number.isInteger(given) ? given : 1,
    count: Math.min(Number.isInteger(wanted) ? wanted : DEFAULT_COUNT, MAX_COUNT),
  };
}

/** The part of a list that a request asks for; what is out of bounds is moved into them (RFC 7644 §3.4.2.4). */
export function pageOf(constraints: unknown): Asked["page"] {
  const { startIndex, count } = Constraints.parse(constraints ?? {});
  return { offset: Math.max(startIndex, 1) - 1, limit: Math.min(Math.max(count, 0), MAX_COUNT) };
}

/**
 * Conditions by `eq` joined by `and`, of attributes that are columns.
 * @param columns field of the database by attribute, in lower case; `emails.value` for what is nested
 * @returns null for every other filter or order: then everything is read and scimmy looks itself
 */
export function askedOf(
  { filter, constraints }: Pick<Resource, "filter" | "constraints">,
  columns: Record<string, string>,
  sortable: readonly string[],
): Asked | null {
  const { sortBy, sortOrder } = Constraints.parse(constraints ?? {});
  if (sortBy && !sortable.includes(sortBy.toLowerCase())) return null;
  const [condition = {}, ...alternatives] = filter ?? [];
  if (alternatives.length > 0) return null;
  const match: Asked["match"] = {};
  for (const [attribute, expression] of Object.entries(condition)) {
    const name = attribute.toLowerCase();
    const plain = Equal.safeParse(expression);
    const nested = Nested.safeParse(expression);
    const field = plain.success ? columns[name] : columns[`${name}.value`];
    const value = plain.data?.[1] ?? nested.data?.value[1];
    if (field === undefined || value === undefined) return null;
    match[field] = value;
  }
  return { match, page: pageOf(constraints), isDescending: sortOrder === "descending" };
}
