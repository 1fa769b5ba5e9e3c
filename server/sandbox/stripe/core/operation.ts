import { z } from "zod";
import { noSuch, StripeSandboxError } from "./errors.ts";
import type { Collection, Entity, Reader } from "./store.ts";
import type { Tx } from "./tx.ts";

export type Method = "GET" | "POST" | "DELETE";

export interface Operation {
  method: Method;
  /** As in Stripe's reference: `/v1/products/{id}`. */
  path: string;
  params: z.ZodType;
  /** A thrown error undoes every change; a returned `StripeSandboxError` is answered too, but its changes stay. */
  run(call: { tx: Tx; params: unknown; path: PathParams }): object;
}

export type PathParams = (name: string) => string;

interface OperationSpec<S extends z.ZodType> {
  method: Method;
  path: string;
  params: S;
  run(call: { tx: Tx; params: z.output<S>; path: PathParams }): object;
}

/** Guarantee: the API parses `params` with this operation's own schema before it calls `run`. */
export function operation<S extends z.ZodType>(spec: OperationSpec<S>): Operation {
  return { ...spec, run: (call) => spec.run({ ...call, params: call.params as z.output<S> }) };
}

/** Something that will happen by itself once the clock reaches `at` (Unix seconds). */
export interface Timer {
  at: number;
  /** The test clock it goes by, in place of the sandbox's own. */
  clock?: string | null;
  run(tx: Tx): void;
}

/** One kind of Stripe object: adding a resource is adding a file that exports one of these. */
export interface Resource {
  operations: Operation[];
  /** Objects this resource keeps, for `expand[]`. */
  collections?: Collection<Entity>[];
  /** Fields that appear only when expanded, by object type and field. */
  includes?: Record<string, Record<string, (reader: Reader, id: string) => unknown>>;
  timers?(reader: Reader): Iterable<Timer>;
}

/** @throws 404 when named by the path, 400 when named by a parameter. */
export function mustGet<T extends Entity>(
  reader: Reader,
  from: Collection<T>,
  id: string,
  param?: string,
): T {
  const found = reader.get(from, id);
  if (!found) throw noSuch(from.kind.split(".").at(-1) ?? from.kind, id, param);
  return found;
}

export function retrieve<T extends Entity>(path: string, from: Collection<T>): Operation {
  const params = z.strictObject({});
  return operation({ method: "GET", path, params, run: ({ tx, path: at }) => mustGet(tx, from, at("id")) });
}

export function unrecognisedUrl(method: string, path: string) {
  const message = `Unrecognized request URL (${method}: ${path}).`;
  return new StripeSandboxError(404, { type: "invalid_request_error", message });
}
