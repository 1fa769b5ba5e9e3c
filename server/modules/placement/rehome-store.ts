import { z } from "zod";
import type { Prisma } from "#server/generated/prisma/client.ts";
import type { SystemDb } from "#server/kernel/ctx.ts";
import { type Home, TIERS, type Tier } from "#server/platform/database/planes.ts";

const StoredHome = z.union([
  z.strictObject({ tier: z.enum(["shared", "schema"]) }),
  z.strictObject({ tier: z.literal("database"), name: z.string() }),
]);

export interface OpenMove {
  id: string;
  from: Home;
  to: Home;
}

/** The tenant's move that has not ended, if there is one. */
export async function findOpenMove(db: SystemDb, tenantId: string): Promise<OpenMove | null> {
  const where = { movedId: tenantId, endedAt: null };
  const row = await db.tenantMove.findFirst({ where, orderBy: { startedAt: "desc" } });
  return row && { id: row.id, from: StoredHome.parse(row.fromHome), to: StoredHome.parse(row.toHome) };
}

export async function insertMove(
  db: SystemDb,
  move: OpenMove & { tenantId: string; startedAt: Date },
): Promise<void> {
  const { id, from, to, tenantId, startedAt } = move;
  const homes = { fromHome: toJson(from), toHome: toJson(to) };
  await db.tenantMove.create({ data: { id, movedId: tenantId, ...homes, step: "prepare", startedAt } });
}

export async function setMoveStep(db: SystemDb, id: string, step: string): Promise<void> {
  await db.tenantMove.update({ where: { id }, data: { step }, select: { id: true } });
}

export async function endMove(
  db: SystemDb,
  id: string,
  end: { endedAt: Date; failure?: string; report?: Prisma.InputJsonValue },
): Promise<void> {
  await db.tenantMove.update({ where: { id }, data: end, select: { id: true } });
}

export async function upsertTenantDatabase(db: SystemDb, name: string, url: string, createdAt: Date) {
  await db.tenantDatabase.upsert({
    where: { name },
    create: { name, url, createdAt },
    update: { url },
    select: { name: true },
  });
}

export async function isDatabaseKnown(db: SystemDb, name: string): Promise<boolean> {
  return (await db.tenantDatabase.count({ where: { name } })) > 0;
}

export interface TenantTier {
  slug: string;
  status: string;
  tier: Tier;
  /** The schema or database, where it is one of the tenant's own. */
  place: string | null;
  /** A move that has not ended: where to. */
  movingTo: string | null;
}

export async function listTiers(db: SystemDb): Promise<TenantTier[]> {
  const [tenants, homes, moves] = await Promise.all([
    db.tenant.findMany({ select: { id: true, slug: true, status: true }, orderBy: { slug: "asc" } }),
    db.tenantHome.findMany(),
    db.tenantMove.findMany({ where: { endedAt: null } }),
  ]);
  const byTenant = new Map(homes.map((home) => [home.tenantId, home]));
  const moving = new Map(moves.map(({ movedId, toHome }) => [movedId, StoredHome.parse(toHome)]));
  return tenants.map(({ id, slug, status }) => {
    const home = byTenant.get(id);
    const place = home?.databaseName ?? home?.schemaName ?? null;
    const tier = TIERS[home?.databaseName ? 2 : home?.schemaName ? 1 : 0];
    return { slug, status, tier, place, movingTo: moving.get(id)?.tier ?? null };
  });
}

/** Guarantee: a home is plain JSON. */
const toJson = (home: Home): Prisma.InputJsonObject => ({ ...home });
