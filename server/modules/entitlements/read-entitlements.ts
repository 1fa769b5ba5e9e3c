import type { Ctx } from "#server/kernel/ctx.ts";
import { readStanding } from "../billing/index.ts";
import { resolveEntitlements } from "./rules.ts";
import { listOverrides } from "./store.ts";

export async function readEntitlements(ctx: Ctx) {
  const [{ catalogue, ...standing }, overrides] = await Promise.all([
    readStanding(ctx),
    listOverrides(ctx.db),
  ]);
  return { catalogue, ...resolveEntitlements(catalogue, standing, overrides, ctx.now()) };
}
