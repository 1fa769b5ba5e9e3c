import { initTRPC, TRPCError } from "@trpc/server";
import type { z } from "zod";
import type { Actor } from "#server/kernel/actor.ts";
import type { Client, Ctx, PlatformCtx, Ports } from "#server/kernel/ctx.ts";
import { AppError, type ErrorCode, type ErrorDetails, isAppError, notFound } from "#server/kernel/errors.ts";
import type { PlatformVerb, TenantVerb, Verb } from "#server/kernel/verb.ts";
import { platformCtx, tenantCtx } from "#server/modules/audit/index.ts";
import type { RequestLane } from "#server/session/lane.ts";
import { actorFor } from "#server/session/operator-actor.ts";

export interface TrpcContext {
  ports: Ports;
  lane: RequestLane;
  actor: Actor;
  client: Client;
}

/** What a client reads of an error: `error.data.app`. */
export interface AppErrorShape {
  code: ErrorCode;
  message: string;
  details: ErrorDetails;
}

const t = initTRPC.context<TrpcContext>().create({
  sse: {
    // Each connection ends within a minute and the client comes back, so that a revoked session hears no more.
    maxDurationMs: 60_000,
    ping: { enabled: true, intervalMs: 15_000 },
    client: { reconnectAfterInactivityMs: 40_000 },
  },
  errorFormatter({ shape, error }) {
    const app = toAppError(error.cause ?? error);
    const { stack: _, ...data } = shape.data;
    const visible: AppErrorShape = { code: app.code, message: app.message, details: app.details };
    return { ...shape, message: app.message, data: { ...data, httpStatus: app.status, app: visible } };
  },
});

export const { router, createCallerFactory } = t;
export const procedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && isAppError(result.error.cause)) {
    throw trpcError(result.error.cause);
  }
  return result;
});

type AnyTenantVerb<I extends z.ZodType, O extends z.ZodType> = TenantVerb<I, O> | PlatformVerb<I, O>;

/** Opens a query verb to the typed client. The verb itself parses; tRPC only carries the types. */
export function queryOf<I extends z.ZodType, O extends z.ZodType>(verb: AnyTenantVerb<I, O>) {
  return procedure.input(typed<z.input<I>>()).query(({ ctx, input }) => callVerb(verb, ctx, input));
}

export function mutationOf<I extends z.ZodType, O extends z.ZodType>(verb: AnyTenantVerb<I, O>) {
  return procedure.input(typed<z.input<I>>()).mutation(({ ctx, input }) => callVerb(verb, ctx, input));
}

/** A platform verb that concerns the tenant of this host: the door names it, so that no client can name another. */
export function hereQueryOf<I extends z.ZodType<unknown, { tenantId: string }>, O extends z.ZodType>(
  verb: PlatformVerb<I, O>,
) {
  return procedure.input(typed<Omit<z.input<I>, "tenantId">>()).query(({ ctx, input }) => {
    if (!ctx.lane.tenant) throw notFound("This workspace");
    return callVerb(verb, ctx, { ...input, tenantId: ctx.lane.tenant.id });
  });
}

/** The same for a change. */
export function hereMutationOf<I extends z.ZodType<unknown, { tenantId: string }>, O extends z.ZodType>(
  verb: PlatformVerb<I, O>,
) {
  return procedure.input(typed<Omit<z.input<I>, "tenantId">>()).mutation(({ ctx, input }) => {
    if (!ctx.lane.tenant) throw notFound("This workspace");
    return callVerb(verb, ctx, { ...input, tenantId: ctx.lane.tenant.id });
  });
}

/** The tenant's context of this request, or not found where there is no tenant. */
export function tenantCtxOf({ ports, lane, actor, client }: TrpcContext): Ctx {
  if (!lane.tenant) throw notFound("This workspace");
  return tenantCtx(ports, lane.tenant, actor, client);
}

function callVerb<I extends z.ZodType, O extends z.ZodType>(
  verb: AnyTenantVerb<I, O>,
  context: TrpcContext,
  input: unknown,
): Promise<z.output<O>> {
  if (verb.scope === "tenant") return callWith(verb, tenantCtxOf(context), input);
  const actor = actorFor(verb, context.actor);
  return callWith(verb, platformCtx(context.ports, actor, context.client), input);
}

const callWith = <C extends Ctx | PlatformCtx, I extends z.ZodType, O extends z.ZodType>(
  verb: Verb<C, I, O>,
  ctx: C,
  input: unknown,
) => verb.call(ctx, input ?? {});

/** Guarantees nothing at run time: the verb parses the input again, strictly. */
export const typed =
  <T>() =>
  (raw: unknown) =>
    raw as T;

/** For errors inside a stream, which no middleware sees. */
export const trpcError = (cause: AppError): TRPCError =>
  new TRPCError({ code: TRPC_CODES[cause.code], cause });

function toAppError(error: unknown): AppError {
  return isAppError(error)
    ? error
    : new AppError("internal", "Something went wrong on our side. Please try again.");
}

const TRPC_CODES = {
  invalid_input: "BAD_REQUEST",
  unauthenticated: "UNAUTHORIZED",
  payment_required: "PAYMENT_REQUIRED",
  forbidden: "FORBIDDEN",
  not_found: "NOT_FOUND",
  method_not_allowed: "METHOD_NOT_SUPPORTED",
  conflict: "CONFLICT",
  gone: "NOT_FOUND",
  too_large: "PAYLOAD_TOO_LARGE",
  unsupported_media_type: "UNSUPPORTED_MEDIA_TYPE",
  unprocessable: "UNPROCESSABLE_CONTENT",
  rate_limited: "TOO_MANY_REQUESTS",
  internal: "INTERNAL_SERVER_ERROR",
  unavailable: "SERVICE_UNAVAILABLE",
} as const satisfies Record<ErrorCode, TRPCError["code"]>;
