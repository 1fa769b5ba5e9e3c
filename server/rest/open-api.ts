import { z } from "zod";
import { ERROR_STATUS } from "#server/kernel/errors.ts";
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

const ERROR_SCHEMA = {
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["code", "message", "details", "requestId"],
      properties: {
        code: { enum: Object.keys(ERROR_STATUS) },
        message: { type: "string", description: "What to do, for people" },
        details: {
          type: "object",
          description:
            "`reason` for programs, `fields` by input; of limits also meter, limit, resetsAt, liftedBy",
          additionalProperties: true,
        },
        requestId: { type: "string" },
      },
    },
  },
};

/** OpenAPI 3.1 read off the routes and their schemas, so that it can't fall behind them. */
export function openApiDocument(routes: readonly Route[], rootUrl: string) {
  const paths: Record<string, Record<string, ReturnType<typeof operationOf>>> = {};
  for (const route of routes) {
    const isTwin = routes.find(({ verb }) => verb === route.verb) !== route;
    const operation = operationOf(route, isTwin ? twinId(route) : route.verb.verb);
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Marque API", version: "1" },
    servers: [
      { url: `${rootUrl}/api/v1`, description: "The workspace is the key's or token's" },
      {
        url: `${rootUrl}/api/v1/tenants/{tenant}`,
        description: "The same of the workspace named",
        variables: { tenant: { default: "acme", description: "The workspace's slug or id" } },
      },
    ],
    paths,
    components: { securitySchemes: SECURITY_SCHEMES, schemas: { Error: ERROR_SCHEMA } },
  };
}

/** One verb may have two addresses, and each operation has an id of its own (OpenAPI 3.1 §4.8.10). */
const twinId = ({ method, path, verb }: Route) => `${verb.verb}:${method.toLowerCase()}${path}`;

function operationOf({ method, path, verb, status, tenantField, asCsv }: Route, operationId: string) {
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
    operationId,
    tags: [path.split("/")[1]],
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
      default: {
        description: "An error. With 429 and 503 `Retry-After` says when to try again.",
        content: json({ $ref: "#/components/schemas/Error" }),
      },
    },
    security:
      verb.scope === "platform" && verb.access === "public" ? [] : [{ accessToken: [] }, { apiKey: [] }],
  };
}

const json = (schema: unknown) => ({ "application/json": { schema } });
