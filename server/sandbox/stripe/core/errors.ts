/** The `type` of Stripe's error envelope. */
type ErrorType = "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";

export interface ErrorBody {
  type: ErrorType;
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  charge?: string;
}

/** An answer other than 2xx, in Stripe's envelope. */
export class StripeSandboxError extends Error {
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody) {
    super(body.message);
    this.name = "StripeSandboxError";
    this.status = status;
    this.body = body;
  }
}

export function invalidRequest(message: string, details: { param?: string; code?: string } = {}) {
  return new StripeSandboxError(400, { type: "invalid_request_error", message, ...details });
}

/** @param param the parameter that named the object; `id` when it stood in the path, which answers 404. */
export function noSuch(what: string, id: string, param = "id") {
  const status = param === "id" ? 404 : 400;
  const message = `No such ${what}: '${id}'`;
  return new StripeSandboxError(status, {
    type: "invalid_request_error",
    code: "resource_missing",
    message,
    param,
  });
}

export function cardError(details: Omit<ErrorBody, "type">) {
  return new StripeSandboxError(402, { type: "card_error", ...details });
}

export const rateLimited = () =>
  new StripeSandboxError(429, {
    type: "invalid_request_error",
    code: "rate_limit",
    message: "Request rate limit exceeded. Please retry with exponential backoff.",
  });
