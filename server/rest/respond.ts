import type { Ports } from "#server/kernel/ctx.ts";
import { AppError, type ErrorDetails, isAppError } from "#server/kernel/errors.ts";
import { newId } from "#server/platform/ids.ts";

/** Runs a door's work with a request id; every failure becomes the one error envelope of the API. */
export async function respond(ports: Ports, work: () => Promise<Response>): Promise<Response> {
  const requestId = newId(ports.clock.now());
  try {
    return withRequestId(await work(), requestId);
  } catch (error) {
    if (!isAppError(error)) ports.log.error({ err: error, requestId }, "rest");
    return withRequestId(errorResponse(error, requestId), requestId);
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
  const retryAfter = known.details.retryAfterSeconds;
  const headers = typeof retryAfter === "number" ? { "retry-after": String(retryAfter) } : {};
  return Response.json({ error: body }, { status: known.status, headers });
}

function withRequestId(response: Response, requestId: string): Response {
  response.headers.set("x-request-id", requestId);
  response.headers.set("cache-control", "no-store");
  return response;
}
