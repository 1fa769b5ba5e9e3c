import type { z } from "zod";
import type { PlatformVerb, TenantVerb } from "#server/kernel/verb.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Route {
  method: Method;
  /** Below `/api/v1`, with `{parameters}` that become input fields. */
  path: string;
  verb: TenantVerb | PlatformVerb;
  status: number;
  /** The verb's input field that takes the id of the tenant addressed by host, path or header. */
  tenantField: string | null;
  /** Answers in the verb's place where no tenant is addressed. */
  withoutTenant: PlatformVerb | null;
  /** Writes the answer as CSV for whoever accepts `text/csv`. */
  asCsv: ((value: unknown) => string) | null;
  pattern: RegExp;
}

/** One line of the API: `route("POST", "/bots", createBot, 201)`. */
export function route<I extends z.ZodType, O extends z.ZodType>(
  method: Method,
  path: string,
  verb: TenantVerb<I, O> | PlatformVerb<I, O>,
  status = 200,
  tenantField: string | null = null,
  withoutTenant: PlatformVerb | null = null,
  asCsv: Route["asCsv"] = null,
): Route {
  const pattern = new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
  // A verb parses its raw input itself, so the route may forget the exact schema types.
  return {
    method,
    path,
    verb: verb as unknown as Route["verb"],
    status,
    tenantField,
    withoutTenant,
    asCsv,
    pattern,
  };
}
