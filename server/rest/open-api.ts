import { z } from "zod";
import { IDEMPOTENCY_FIELD } from "./read-input.ts";
import type { Route } from "./route.ts";

/** Both travel as `Authorization: Bearer …`. */
const SECURITY_SCHEMES = {
  accessToken: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "From `POST /auth/login`; a person's, for minutes.",
  },
  apiKey: {
    type: "http",
    scheme: "bearer",
    description: "Made in the workspace's settings or by `POST /keys`; a program's, until it expires.",
  },
};

/** OpenAPI 3.1 read off the routes and their schemas, so that it can't fall behind them. */
export function openApiDocument(routes: readonly Route[], rootUrl: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Marque API", version: "1" },
    servers: [{ url: `${rootUrl}/api/v1` }],
    paths,
    components: { securitySchemes: SECURITY_SCHEMES },
  };
}

function operationOf({ method, path, verb, status, tenantField, asCsv }: Route) {
  const inPath = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ""));
  const { properties = {}, required = [] } = z.toJSONSchema(verb.input, {
    io: "input",
    unrepresentable: "any",
  });
  const fields = Object.entries(properties).filter(([name]) => name !== tenantField);
  const isBody = method !== "GET" && method !== "DELETE";
  const parameters = fields
    .filter(([name]) => inPath.has(name) || name === IDEMPOTENCY_FIELD || !isBody)
    .map(([name, schema]) => ({
      name: name === IDEMPOTENCY_FIELD ? "Idempotency-Key" : name,
      in: inPath.has(name) ? "path" : name === IDEMPOTENCY_FIELD ? "header" : "query",
      required: inPath.has(name) || required.includes(name),
      schema,
    }));
  const body = fields.filter(([name]) => !inPath.has(name) && name !== IDEMPOTENCY_FIELD);
  const schema = {
    type: "object",
    properties: Object.fromEntries(body),
    required: required.filter((name) => body.some(([field]) => field === name)),
  };
  return {
    operationId: verb.verb,
    parameters,
    ...(isBody && body.length > 0 && { requestBody: { required: true, content: json(schema) } }),
    responses: {
      [status]: {
        description: "Done",
        content: {
          ...json(z.toJSONSchema(verb.output, { unrepresentable: "any" })),
          ...(asCsv && { "text/csv": { schema: { type: "string" } } }),
        },
      },
      default: { description: "An error: `{ error: { code, message, details, requestId } }`" },
    },
    security:
      verb.scope === "platform" && verb.access === "public" ? [] : [{ accessToken: [] }, { apiKey: [] }],
  };
}

const json = (schema: unknown) => ({ "application/json": { schema } });
