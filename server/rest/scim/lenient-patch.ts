import type SCIMMY from "scimmy";
import { z } from "zod";

const Patch = z.looseObject({
  Operations: z.array(z.looseObject({ path: z.unknown(), value: z.unknown() })),
});
const TRUTH: Record<string, boolean> = { true: true, false: false };

/** Microsoft Entra sends `"False"` for a truth value, and operations with a capital letter; both are taken as meant. */
export function lenientPatch(body: unknown): PatchMessage {
  const patch = Patch.safeParse(body);
  const meant = patch.success ? { ...patch.data, Operations: patch.data.Operations.map(lenient) } : body;
  return meant as PatchMessage; // scimmy checks every part of it before it applies any
}

export type PatchMessage = Parameters<SCIMMY.Types.Resource["patch"]>[0];

function lenient(operation: { path?: unknown; value?: unknown; [key: string]: unknown }) {
  const { path, value } = operation;
  const op = typeof operation.op === "string" ? operation.op.toLowerCase() : operation.op;
  if (path === "active") return { ...operation, op, value: truth(value) };
  if (typeof value === "object" && value !== null && "active" in value) {
    return { ...operation, op, value: { ...value, active: truth(value.active) } };
  }
  return { ...operation, op };
}

const truth = (value: unknown): unknown =>
  typeof value === "string" ? (TRUTH[value.toLowerCase()] ?? value) : value;
