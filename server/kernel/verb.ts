import type { z } from "zod";
import type { AuditEntry, Ctx, DomainEvent, PlatformCtx, TenantStatus } from "./ctx.ts";
import { AppError, fromZodError } from "./errors.ts";
import { wordsOfIssue } from "./input-words.ts";
import { type Permission, planeOf, requirePermission } from "./permission.ts";
import { type GatedVerb, requireState } from "./tenant-gate.ts";

type Schema = z.ZodType;

interface VerbSpec<I extends Schema, O extends Schema> {
  /** `noun.verb`, unique in the catalogue and written to the audit log. */
  verb: string;
  input: I;
  output: O;
}

interface Outcome<O extends Schema, A, E> {
  value: z.input<O>;
  /** What the audit log keeps; commands cannot leave it out. */
  audit: A;
  events?: readonly E[];
}

export type AnyVerb = TenantVerb | PlatformVerb;

export interface Verb<C, I extends Schema = Schema, O extends Schema = Schema> extends VerbSpec<I, O> {
  kind: "query" | "command";
  call(ctx: C, rawInput: unknown): Promise<z.output<O>>;
}

export interface TenantVerb<I extends Schema = Schema, O extends Schema = Schema> extends Verb<Ctx, I, O> {
  scope: "tenant";
  permission: Permission;
  /** States of the tenant in which it answers, where they differ from its kind's: see tenant-gate.ts. */
  answersIn?: readonly TenantStatus[];
}

/** `user`: a person's own account, in all its workspaces; `session`: whoever is signed in, by single sign-on too. */
export type Access = "public" | "user" | "session" | "operator" | "system";

export interface PlatformVerb<I extends Schema = Schema, O extends Schema = Schema>
  extends Verb<PlatformCtx, I, O> {
  scope: "platform";
  access: Access;
}

/** @throws AppError `invalid_input`, also for text with a NUL character, which PostgreSQL can't keep. */
export function parseInput<S extends Schema>(schema: S, raw: unknown): z.output<S> {
  if (hasNul(raw)) throw new AppError("invalid_input", "Text can't contain the character U+0000.");
  const parsed = schema.safeParse(raw, { error: wordsOfIssue });
  if (!parsed.success) throw fromZodError(parsed.error);
  return parsed.data;
}

function hasNul(value: unknown): boolean {
  if (typeof value === "string") return value.includes("\u0000");
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return false;
  return Object.entries(value).some(([key, each]) => hasNul(key) || hasNul(each));
}

/** Reads within one tenant: authorize → parse → run → parse output. */
export function query<I extends Schema, O extends Schema>(
  spec: VerbSpec<I, O> & {
    permission: Permission;
    answersIn?: readonly TenantStatus[];
    run(args: { ctx: Ctx; input: z.output<I> }): Promise<z.input<O>>;
  },
): TenantVerb<I, O> {
  return {
    ...spec,
    kind: "query",
    scope: "tenant",
    async call(ctx, rawInput) {
      authorizeTenant(ctx, { ...spec, kind: "query" });
      const input = parseInput(spec.input, rawInput);
      return spec.output.parse(await spec.run({ ctx, input }));
    },
  };
}

/**
 * Changes one tenant: authorize → parse → `prepare` (calls to the outside, never in a transaction) →
 * transaction { run → audit row → outbox → parse output }. A failure at any point leaves nothing behind.
 */
export function command<I extends Schema, O extends Schema, P = undefined>(
  spec: VerbSpec<I, O> & {
    permission: Permission;
    answersIn?: readonly TenantStatus[];
    prepare?(args: { ctx: Ctx; input: z.output<I> }): Promise<P>;
    run(args: { ctx: Ctx; input: z.output<I>; prepared: P }): Promise<Outcome<O, AuditEntry, DomainEvent>>;
  },
): TenantVerb<I, O> {
  return {
    ...spec,
    kind: "command",
    scope: "tenant",
    async call(ctx, rawInput) {
      authorizeTenant(ctx, { ...spec, kind: "command" });
      const input = parseInput(spec.input, rawInput);
      const prepared = (await spec.prepare?.({ ctx, input })) as P; // undefined exactly when P is undefined
      return ctx.transaction(async (tx) => {
        const { value, audit, events } = await spec.run({ ctx: tx.ctx, input, prepared });
        await tx.recordAudit(spec.verb, audit);
        await tx.emit(events ?? []);
        return spec.output.parse(value);
      }, planeOf(spec.permission));
    },
  };
}

/**
 * Adds to a record of the tenant's that is its own log, so no audit row is written: authorize → parse → `run` → parse
 * output. `run` commits by itself, together with others, and takes the same thing twice without harm.
 */
export function append<I extends Schema, O extends Schema>(
  spec: VerbSpec<I, O> & {
    permission: Permission;
    run(args: { ctx: Ctx; input: z.output<I> }): Promise<z.input<O>>;
  },
): TenantVerb<I, O> {
  return {
    ...spec,
    kind: "command",
    scope: "tenant",
    async call(ctx, rawInput) {
      authorizeTenant(ctx, { ...spec, kind: "command" });
      const input = parseInput(spec.input, rawInput);
      return spec.output.parse(await spec.run({ ctx, input }));
    },
  };
}

/** The read twin for platform scope. */
export function platformQuery<I extends Schema, O extends Schema>(
  spec: VerbSpec<I, O> & {
    access: Access;
    run(args: { ctx: PlatformCtx; input: z.output<I> }): Promise<z.input<O>>;
  },
): PlatformVerb<I, O> {
  return {
    ...spec,
    kind: "query",
    scope: "platform",
    async call(ctx, rawInput) {
      authorizePlatform(ctx, spec.access);
      const input = parseInput(spec.input, rawInput);
      return spec.output.parse(await spec.run({ ctx, input }));
    },
  };
}

/** The write twin for platform scope: its audit row and events name the tenant they concern; null for none. */
export function platformCommand<I extends Schema, O extends Schema, P = undefined>(
  spec: VerbSpec<I, O> & {
    access: Access;
    prepare?(args: { ctx: PlatformCtx; input: z.output<I> }): Promise<P>;
    run(args: {
      ctx: PlatformCtx;
      input: z.output<I>;
      prepared: P;
    }): Promise<Outcome<O, AuditEntry & { tenantId?: string }, DomainEvent & { tenantId: string | null }>>;
  },
): PlatformVerb<I, O> {
  return {
    ...spec,
    kind: "command",
    scope: "platform",
    async call(ctx, rawInput) {
      authorizePlatform(ctx, spec.access);
      const input = parseInput(spec.input, rawInput);
      const prepared = (await spec.prepare?.({ ctx, input })) as P; // undefined exactly when P is undefined
      return ctx.transaction(async (tx) => {
        const { value, audit, events } = await spec.run({ ctx: tx.ctx, input, prepared });
        await tx.recordAudit(spec.verb, audit);
        await tx.emit(events ?? []);
        return spec.output.parse(value);
      });
    },
  };
}

function authorizeTenant(ctx: Ctx, verb: GatedVerb): void {
  requirePermission(ctx.actor, verb.permission);
  if (ctx.actor.type !== "system") requireState(ctx.tenant, verb);
}

function authorizePlatform(ctx: PlatformCtx, access: Access): void {
  const { actor } = ctx;
  if (actor.type === "system") return;
  switch (access) {
    case "public":
      return;
    case "user":
      if (actor.type === "user" && actor.isVouched) throw vouchedOnly();
      if (actor.type === "user" || actor.type === "operator") return;
      throw new AppError("unauthenticated", "Sign in to continue.");
    case "session":
      if (actor.type === "user" || actor.type === "operator") return;
      throw new AppError("unauthenticated", "Sign in to continue.");
    case "operator":
      if (actor.type === "operator") return;
      throw new AppError("not_found", "This page was not found.");
    case "system":
      if (actor.type === "webhook") return;
      throw new AppError("not_found", "This page was not found.");
    default:
      access satisfies never;
  }
}

const vouchedOnly = () =>
  new AppError(
    "forbidden",
    "You came by your company's single sign-on, which opens this workspace only. For your own account, sign in with your password.",
    { reason: "sso_session" },
  );
