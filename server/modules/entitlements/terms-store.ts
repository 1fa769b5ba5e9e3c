import type { SystemDb } from "#server/kernel/ctx.ts";
import type { Catalogue } from "../billing/index.ts";
import { LimitWindow } from "../billing/schema.ts";
import { CAPABILITIES, type Capability } from "./capabilities.ts";

/** A tenant's own terms beside its plan. What is left out is not spoken of. */
export interface Terms {
  features?: { key: string; isGranted: boolean }[];
  limits?: { key: string; window: LimitWindow; value: number | null }[];
}

/** Puts the given kinds of terms in the place of what was agreed before. */
export async function replaceTerms(
  db: SystemDb,
  tenantId: string,
  { features, limits }: Terms,
  { newId, createdAt }: { newId: () => string; createdAt: Date },
): Promise<void> {
  const common = { tenantId, reason: "operator", createdAt };
  const kinds = [
    ["feature", features?.map((term) => ({ ...common, ...term, kind: "feature", id: newId() }))],
    ["limit", limits?.map((term) => ({ ...common, ...term, kind: "limit", id: newId() }))],
  ] as const;
  for (const [kind, data] of kinds) {
    if (!data) continue;
    await db.entitlementOverride.deleteMany({ where: { tenantId, kind } });
    await db.entitlementOverride.createMany({ data });
  }
}

/** Agrees on one feature where nothing was said of it: what the operator gives by hand must not lapse with the plan. */
export async function grantCapability(
  db: SystemDb,
  tenantId: string,
  { features }: Pick<Catalogue, "features">,
  capability: Capability,
  { id, createdAt }: { id: string; createdAt: Date },
): Promise<void> {
  const key = CAPABILITIES[capability].features.find((each) => features.some((sold) => sold.key === each));
  if (!key) return;
  const term = { tenantId, id, kind: "feature", key, isGranted: true, reason: "operator", createdAt };
  await db.entitlementOverride.createMany({ data: [term], skipDuplicates: true });
}

export async function readTerms(db: SystemDb, tenantId: string): Promise<Required<Terms>> {
  const rows = await db.entitlementOverride.findMany({ where: { tenantId }, orderBy: { key: "asc" } });
  return {
    features: rows.flatMap(({ kind, key, isGranted }) =>
      kind === "feature" && isGranted !== null ? [{ key, isGranted }] : [],
    ),
    limits: rows.flatMap(({ kind, key, window, value }) =>
      kind === "limit" ? [{ key, window: LimitWindow.catch("none").parse(window), value }] : [],
    ),
  };
}

/** Every tenant's own terms, whether they have ended or not. */
export async function listTermUses(
  db: SystemDb,
): Promise<{ tenantId: string; kind: string; key: string; window: string }[]> {
  return db.entitlementOverride.findMany({
    select: { tenantId: true, kind: true, key: true, window: true },
  });
}
