import type { ErrorCode } from "#server/kernel/errors.ts";

/** What went wrong, in words for people and, where it concerns one, for a field. */
export interface ApiError {
  code: ErrorCode;
  message: string;
  /** Messages by input path, e.g. `params.fast`. */
  fields: Record<string, string>;
  reason: string | null;
  /** The name of an add-on that would lift what was refused. */
  liftedByAddOn?: string;
}

const OFFLINE: ApiError = {
  code: "unavailable",
  message: "The server could not be reached. Check your connection and try again.",
  fields: {},
  reason: "offline",
};

/** Reads what the server said; anything without its words is a failed connection. */
export function apiErrorOf(error: unknown): ApiError {
  const app = property(property(error, "data"), "app");
  const code = property(app, "code");
  const message = property(app, "message");
  if (!isErrorCode(code) || typeof message !== "string") return OFFLINE;
  const details = property(app, "details");
  const reason = property(details, "reason");
  const addOn = property(property(details, "liftedByAddOn"), "name");
  return {
    code,
    message,
    fields: texts(property(details, "fields")),
    reason: typeof reason === "string" ? reason : null,
    ...(typeof addOn === "string" ? { liftedByAddOn: addOn } : {}),
  };
}

/** Field messages of an error, none while there is none. */
export const fieldErrorsOf = (error: unknown): Record<string, string> =>
  error ? apiErrorOf(error).fields : {};

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

const texts = (value: unknown): Record<string, string> =>
  typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).filter(([, text]) => typeof text === "string"))
    : {};

const CODES: Record<ErrorCode, true> = {
  invalid_input: true,
  unauthenticated: true,
  payment_required: true,
  forbidden: true,
  not_found: true,
  method_not_allowed: true,
  conflict: true,
  gone: true,
  too_large: true,
  unsupported_media_type: true,
  unprocessable: true,
  rate_limited: true,
  internal: true,
  unavailable: true,
};

const isErrorCode = (value: unknown): value is ErrorCode => typeof value === "string" && value in CODES;
