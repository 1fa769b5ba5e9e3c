import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

interface Schema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema;
  items?: Schema;
  anyOf?: Schema[];
  allOf?: Schema[];
  $ref?: string;
}

const root = path.join(import.meta.dirname, "../..");
const folder = process.env.MARQUE_REFERENCE_DIR ?? path.join(root, "../shared/reference");
const file = (name: string) => path.join(folder, "stripe", `stripe-${name}.2026-10-28.endive.json`);

export const hasStripeReference = existsSync(file("schemas"));
export const referenceNotice = `SKIPPED: no Stripe reference at ${folder}; set MARQUE_REFERENCE_DIR to check conformance.`;

const read = (name: string) => JSON.parse(readFileSync(file(name), "utf8"));

/** Checks answers against Stripe's schemas, closed: a field Stripe does not send is a defect, as is an unknown enum value. */
export function loadStripeReference() {
  const { objects, definitions }: { objects: Record<string, string>; definitions: Record<string, Schema> } =
    read("schemas");
  const endpoints: { http: string; path: string }[] = read("endpoints").endpoints;
  const events: string[] = read("events").events;

  function problems(schema: Schema, value: unknown, at: string): string[] {
    if (schema.$ref) return problems(definitions[schema.$ref.replace("#/definitions/", "")] ?? {}, value, at);
    if (schema.allOf) return schema.allOf.flatMap((part) => problems(part, value, at));
    if (schema.anyOf) return bestBranch(schema.anyOf, value, at);
    if (schema.const !== undefined) {
      return value === schema.const ? [] : [`${at}: ${String(value)} is not ${schema.const}`];
    }
    if (schema.type === "null") return value === null ? [] : [`${at}: is not null`];
    if (schema.type === "array") {
      if (!Array.isArray(value)) return [`${at}: is not an array`];
      return value.flatMap((item, index) => problems(schema.items ?? {}, item, `${at}[${index}]`));
    }
    if (schema.type === "object") return objectProblems(schema, value, at);
    if (schema.type && typeof value !== schema.type)
      return [`${at}: ${JSON.stringify(value)} is not a ${schema.type}`];
    if (schema.enum && !schema.enum.includes(value)) return [`${at}: ${String(value)} is not a known value`];
    return [];
  }

  function bestBranch(branches: Schema[], value: unknown, at: string): string[] {
    const found = branches.map((branch) => problems(branch, value, at));
    return found.reduce((best, each) => (each.length < best.length ? each : best));
  }

  function objectProblems(schema: Schema, value: unknown, at: string): string[] {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return [`${at}: is not an object`];
    const missing = (schema.required ?? []).filter((name) => !(name in value));
    const inner = Object.entries(value).flatMap(([name, field]) => {
      const known = schema.properties?.[name] ?? schema.additionalProperties;
      return known ? problems(known, field, `${at}.${name}`) : [`${at}.${name}: Stripe sends no such field`];
    });
    return [...missing.map((name) => `${at}.${name}: is missing`), ...inner];
  }

  return {
    events: new Set(events),
    hasEndpoint: (method: string, template: string) =>
      endpoints.some((endpoint) => endpoint.http === method && endpoint.path === template),
    /** Everything wrong with an object Stripe would send, found by its `object` field; lists are checked item by item. */
    problemsOf(value: unknown, at = "answer"): string[] {
      if (typeof value !== "object" || value === null || !("object" in value))
        return [`${at}: has no object type`];
      if (value.object === "list" && "data" in value && Array.isArray(value.data)) {
        return value.data.flatMap((item, index) => this.problemsOf(item, `${at}.data[${index}]`));
      }
      if (value.object === "event" && "data" in value) {
        const { data } = value;
        const inner = typeof data === "object" && data !== null && "object" in data ? data.object : undefined;
        return this.problemsOf(inner, `${at}.data.object`);
      }
      if ("deleted" in value) return [];
      const found = objects[String(value.object)];
      const name = found?.replace("#/definitions/", "") ?? (value.object === "item" ? "LineItem" : "");
      const schema = definitions[name];
      return schema
        ? problems(schema, value, String(value.object))
        : [`${at}: unknown object ${value.object}`];
    },
  };
}
