import { z } from "zod";
import { invalidRequest, noSuch } from "./errors.ts";
import { type Operation, operation, type PathParams } from "./operation.ts";
import { type created, text, whole } from "./params.ts";
import type { Collection, Entity, Reader } from "./store.ts";
import { listOf } from "./wire.ts";

const pagination = {
  limit: whole.optional(),
  starting_after: text.optional(),
  ending_before: text.optional(),
};

interface ListSpec<T extends Entity, S extends z.core.$ZodLooseShape> {
  path: string;
  from: Collection<T>;
  /** Filters beside the pagination. */
  filters: S;
  matches(item: T, filters: z.output<z.ZodObject<S>>, path: PathParams, reader: Reader): boolean;
}

/** A list operation: newest first, `limit` 1–100 (10), `starting_after`, `ending_before`. */
export function list<T extends Entity, S extends z.core.$ZodLooseShape>(spec: ListSpec<T, S>): Operation {
  return operation({
    method: "GET",
    path: spec.path,
    params: z.strictObject({ ...spec.filters, ...pagination }),
    run({ tx, params, path }) {
      const filters = filtersOf<S>(params);
      const items = tx.all(spec.from).filter((item) => spec.matches(item, filters, path, tx));
      const url = spec.path.replace(/\{(\w+)\}/g, (_, name: string) => path(name));
      return page(url, items.reverse(), pagingOf(params));
    },
  });
}

/** Guarantee: the operation's schema holds every filter beside the pagination. */
function filtersOf<S extends z.core.$ZodLooseShape>(params: object) {
  return params as z.output<z.ZodObject<S>>;
}

/** Guarantee: the operation's schema holds the pagination beside the filters. */
function pagingOf(params: object) {
  return params as Paging;
}

interface Paging {
  limit?: number | undefined;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
}

/** @param items newest first */
export function page<T extends Entity>(url: string, items: T[], params: Paging) {
  const limit = params.limit ?? 10;
  if (limit < 1 || limit > 100) throw invalidRequest("limit must be between 1 and 100.", { param: "limit" });
  if (params.starting_after !== undefined && params.ending_before !== undefined) {
    throw invalidRequest("You can only specify one of these parameters: starting_after, ending_before.");
  }
  const indexOf = (id: string, param: string) => {
    const index = items.findIndex((item) => item.id === id);
    if (index < 0) throw noSuch("object", id, param);
    return index;
  };
  if (params.ending_before !== undefined) {
    const end = indexOf(params.ending_before, "ending_before");
    const start = Math.max(0, end - limit);
    return listOf(url, items.slice(start, end), start > 0);
  }
  const start =
    params.starting_after === undefined ? 0 : indexOf(params.starting_after, "starting_after") + 1;
  return listOf(url, items.slice(start, start + limit), items.length > start + limit);
}

export function isWithin(at: number, range: z.output<typeof created> | undefined): boolean {
  if (range === undefined) return true;
  if (typeof range === "number") return at === range;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range;
  return at > gt && at >= gte && at < lt && at <= lte;
}
