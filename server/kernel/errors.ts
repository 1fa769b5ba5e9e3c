import type { z } from "zod";

/** Every error the product can speak of, with the HTTP status that each door answers. */
export const ERROR_STATUS = {
  invalid_input: 400,
  unauthenticated: 401,
  payment_required: 402,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  gone: 410,
  too_large: 413,
  unsupported_media_type: 415,
  unprocessable: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

export interface ErrorDetails {
  /** Machine-readable cause within the code, e.g. `limit_reached`, `slug_taken`. */
  reason?: string;
  /** Messages by input path (`params.fast`), to be shown at the field. */
  fields?: Record<string, string>;
  /** Anything else a client may act on; never a secret. */
  [key: string]: unknown;
}

/** The only error that speaks to clients; anything else is answered as `internal` without its message. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/** Recognises an AppError across module copies (the web bundle and the native server each load this file). */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === "AppError" && "code" in error && "details" in error;
}

export function notFound(what: string): AppError {
  return new AppError("not_found", `${what} was not found.`);
}

/** To a member of a workspace that asks for two-factor, who has none yet. */
export function twoFactorRequired(): AppError {
  return new AppError("forbidden", "This workspace asks for two-factor sign-in. Set it up to go on.", {
    reason: "two_factor_required",
  });
}

export function fieldError(field: string, message: string, details: ErrorDetails = {}): AppError {
  return new AppError("invalid_input", message, { ...details, fields: { [field]: message } });
}

export function fromZodError(error: z.ZodError): AppError {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) {
    const keys =
      issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const path of keys) fields[path.map(String).join(".")] ??= issue.message;
  }
  const first = error.issues[0];
  const where = first && first.path.length > 0 ? `${first.path.map(String).join(".")}: ` : "";
  return new AppError("invalid_input", `${where}${first?.message ?? "The input is not valid."}`, { fields });
}
