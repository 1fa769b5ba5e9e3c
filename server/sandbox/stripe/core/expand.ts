import { invalidRequest } from "./errors.ts";
import type { Resource } from "./operation.ts";
import type { Reader } from "./store.ts";

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;
const MAX_EXPAND_DEPTH = 4;

/** Makes the `expand[]` of a set of resources: ids become objects, and fields sent only on request appear. */
export function expander(resources: readonly Resource[]) {
  const collections = resources.flatMap((resource) => resource.collections ?? []);
  const includes: NonNullable<Resource["includes"]> = Object.assign(
    {},
    ...resources.map((resource) => resource.includes ?? {}),
  );
  const find = (reader: Reader, id: string) =>
    collections.map((kept) => reader.get(kept, id)).find((found) => found !== undefined);

  const resolved = (reader: Reader, value: unknown): unknown =>
    typeof value === "string" ? find(reader, value) : value;

  function reach(reader: Reader, node: unknown, path: string[], whole: string): unknown {
    const [field, ...rest] = path;
    if (field === undefined || node === null) return node;
    if (Array.isArray(node)) return node.map((element) => reach(reader, element, path, whole));
    if (!isObject(node)) throw notExpandable(whole);
    const child = field in node ? node[field] : included(reader, node, field, whole);
    const target = Array.isArray(child)
      ? child.map((each) => resolved(reader, each))
      : resolved(reader, child);
    if (target === undefined || (rest.length === 0 && isScalar(target))) throw notExpandable(whole);
    return { ...node, [field]: reach(reader, target, rest, whole) };
  }

  function included(reader: Reader, node: Json, field: string, whole: string): unknown {
    const make = includes[String(node.object)]?.[field];
    if (!make || typeof node.id !== "string") throw notExpandable(whole);
    return make(reader, node.id);
  }

  return (reader: Reader, answer: object, paths: readonly string[]): unknown =>
    paths.reduce<unknown>((node, whole) => {
      const path = whole.split(".");
      const depth = path[0] === "data" ? path.length - 1 : path.length;
      if (depth > MAX_EXPAND_DEPTH) {
        throw invalidRequest(
          `You cannot expand more than ${MAX_EXPAND_DEPTH} levels of a property (${whole}).`,
        );
      }
      return reach(reader, node, path, whole);
    }, answer);
}

const isScalar = (value: unknown): boolean => typeof value === "number" || typeof value === "boolean";

const notExpandable = (path: string) =>
  invalidRequest(`This property cannot be expanded (${path}).`, { param: "expand" });
