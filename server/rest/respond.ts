import type { Ports } from "#server/kernel/ctx.ts";
import { AppError, type ErrorDetails, isAppError } from "#server/kernel/errors.ts";
import { newId } from "#server/platform/ids.ts";

/**
 * Runs a door's work with a request id; every failure becomes the one error envelope of the API.
 * @param headers what every answer tells besides, asked for once the work is done
 */
export async function respond(
  ports: Ports,
  work: () => Promise<Response>,
  headers: () => Record<string, string> = () => ({}),
): Promise<Response> {
  const requestId = newId(ports.clock.now());
  try {
    return withHeaders(await work(), requestId, headers());
  } catch (error) {
    if (!isAppError(error)) ports.log.error({ err: error, requestId }, "rest");
    return withHeaders(errorResponse(error, requestId), requestId, headers());
  }
}

function errorResponse(error: unknown, requestId: string): Response {
  const known = isAppError(error)
    ? error
    : new AppError("internal", "Something went wrong on our side. Please try again.");
  const body: { code: string; message: string; details: ErrorDetails; requestId: string } = {
    code: known.code,
    message: known.message,
    details: known.details,
    requestId,
  };
  return Response.json({ error: body }, { status: known.status, headers: headersOf(known) });
}

/** What HTTP itself says of an error: RFC 9110 (`Allow`, `Retry-After`) and RFC 6750 §3 (`WWW-Authenticate`). */
function headersOf({ code, details }: AppError): Record<string, string> {
  const { retryAfterSeconds, allowed, reason } = details;
  const problem = reason === "invalid_token" ? ', error="invalid_token"' : "";
  return {
    ...(typeof retryAfterSeconds === "number" && { "retry-after": String(retryAfterSeconds) }),
    ...(code === "method_not_allowed" && typeof allowed === "string" && { allow: allowed }),
    ...(code === "unauthenticated" && { "www-authenticate": `Bearer realm="api"${problem}` }),
  };
}

function withHeaders(response: Response, requestId: string, headers: Record<string, string>): Response {
  const own = { ...headers, "x-request-id": requestId, "cache-control": "no-store" };
  for (const [name, value] of Object.entries(own)) response.headers.set(name, value);
  return response;
}
