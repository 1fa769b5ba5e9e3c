import type { z } from "zod";
import { AppError } from "#server/kernel/errors.ts";

const MAX_BODY_BYTES = 1_500_000;
/** The input field that the header `Idempotency-Key` fills. */
export const IDEMPOTENCY_FIELD = "idempotencyKey";

/** Query, path parameters and JSON body as one raw input; the verb parses it. */
export async function readInput(
  request: Request,
  schema: z.ZodType,
  parameters: Record<string, string>,
): Promise<Record<string, unknown>> {
  const query = [...new URL(request.url).searchParams].map(([name, value]) => [
    name,
    typed(schema, name, value),
  ]);
  return {
    ...Object.fromEntries(query),
    ...(await readBody(request)),
    ...idempotencyKeyOf(request, schema),
    ...parameters,
  };
}

/** The header is an input of the verbs that ask for it. Source: draft-ietf-httpapi-idempotency-key-header. */
function idempotencyKeyOf({ headers }: Request, schema: z.ZodType): { idempotencyKey?: string } {
  const key = headers.get("idempotency-key");
  return key !== null && IDEMPOTENCY_FIELD in shapeOf(schema) ? { [IDEMPOTENCY_FIELD]: key } : {};
}

async function readBody(request: Request): Promise<Record<string, unknown>> {
  if (request.method === "GET" || request.method === "DELETE") return {};
  const text = await readText(request);
  if (text === "") return {};
  requireJson(request.headers.get("content-type"));
  const body = parseJson(text);
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new AppError("invalid_input", "The body must be a JSON object.");
  }
  return { ...body };
}

const JSON_TYPE = /^application\/(?:json|[\w.-]+\+json)\s*(?:;|$)/i;

function requireJson(contentType: string | null): void {
  if (contentType !== null && JSON_TYPE.test(contentType)) return;
  throw new AppError(
    "unsupported_media_type",
    `Send JSON, with the header content-type: application/json${contentType ? `, not ${contentType}` : ""}.`,
  );
}

async function readText(request: Request): Promise<string> {
  const tooLarge = new AppError("too_large", `The body may have at most ${MAX_BODY_BYTES} bytes.`);
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES) throw tooLarge;
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw tooLarge;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("invalid_input", "The body is not valid JSON.");
  }
}

const shapeOf = (schema: z.ZodType): Record<string, z.ZodType | undefined> =>
  "shape" in schema ? Object(schema.shape) : {};

/** Query strings know no numbers: turns one into what the schema asks for at that field. */
function typed(schema: z.ZodType, field: string, value: string): unknown {
  let expected: unknown = shapeOf(schema)[field];
  while (isWrapper(expected)) expected = expected.def.innerType;
  const type = hasDef(expected) ? expected.def.type : "string";
  if (type === "number" && value.trim() !== "") return Number(value);
  if (type === "boolean" && (value === "true" || value === "false")) return value === "true";
  return value;
}

const hasDef = (schema: unknown): schema is { def: { type: string } } =>
  typeof schema === "object" && schema !== null && "def" in schema;

const isWrapper = (schema: unknown): schema is { def: { type: string; innerType: unknown } } =>
  hasDef(schema) && ["optional", "default", "nullable", "prefault"].includes(schema.def.type);
