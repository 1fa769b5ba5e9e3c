import { createHash } from "node:crypto";
import { StripeSandboxError } from "../core/errors.ts";
import { collection, type Reader, type Writer } from "../core/store.ts";
import type { HttpAnswer, HttpRequest } from "./message.ts";

const LIFETIME_MS = 24 * 3_600_000;
const MAX_KEY_LENGTH = 255;

interface Remembered {
  id: string;
  fingerprint: string;
  at: number;
  answer: HttpAnswer;
}

const remembered = collection<Remembered>("sandbox.idempotency_key");

export const fingerprintOf = ({ method, url, body }: HttpRequest): string =>
  createHash("sha256").update(`${method} ${url.pathname}\n${body}`).digest("hex");

/** The key of a POST, or undefined. Other methods are idempotent by themselves. */
export function idempotencyKeyOf({ method, headers }: HttpRequest): string | undefined {
  const key = headers["idempotency-key"];
  if (method !== "POST" || !key) return undefined;
  if (key.length <= MAX_KEY_LENGTH) return key;
  throw idempotencyError(`Idempotency keys may be at most ${MAX_KEY_LENGTH} characters long.`);
}

/** The answer given before under this key. @throws 400 when it was given to another request */
export function recall(
  reader: Reader,
  key: string,
  request: HttpRequest,
  nowMs: number,
): HttpAnswer | undefined {
  const found = reader.get(remembered, key);
  if (!found || found.at + LIFETIME_MS < nowMs) return undefined;
  if (found.fingerprint !== fingerprintOf(request)) {
    throw idempotencyError(
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    );
  }
  return { ...found.answer, headers: { ...found.answer.headers, "idempotent-replayed": "true" } };
}

export function remember(
  writer: Writer,
  key: string,
  request: HttpRequest,
  nowMs: number,
  answer: HttpAnswer,
): void {
  writer.put(remembered, { id: key, fingerprint: fingerprintOf(request), at: nowMs, answer });
}

const idempotencyError = (message: string) =>
  new StripeSandboxError(400, { type: "idempotency_error", message });

export const keyInUse = (key: string) =>
  new StripeSandboxError(409, {
    type: "idempotency_error",
    code: "idempotency_key_in_use",
    message: `There is currently another in-progress request using this Idempotency-Key (that probably means you submitted twice, and the other request is still going through): ${key}.`,
  });
