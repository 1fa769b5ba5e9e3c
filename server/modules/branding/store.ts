import type { TenantDb } from "#server/kernel/ctx.ts";
import { type Branding, DEFAULT_THEME, Theme } from "./schema.ts";

/** A tenant that has chosen nothing yet looks like the default theme under its own name. */
export async function readBranding(db: TenantDb, tenantName: string): Promise<Branding> {
  const row = await db.branding.findFirst();
  if (!row) return { companyName: tenantName, theme: DEFAULT_THEME, logoPath: null, version: 0 };
  return {
    companyName: row.companyName,
    theme: Theme.catch(DEFAULT_THEME).parse(row.theme),
    logoPath: row.logoHash && `/assets/${row.logoHash}`,
    version: row.version,
  };
}

type Chosen = Pick<Branding, "companyName" | "theme">;
export type BrandingChange = Partial<Chosen & { logoHash: string | null }>;

/**
 * Changes what is given and nothing else; what a tenant that has chosen nothing yet looks like is in `unchanged`. Two at
 * once both come through, because `create` names the key: only then does Prisma send one statement.
 */
export async function writeBranding(
  db: TenantDb,
  tenantId: string,
  change: BrandingChange,
  unchanged: Chosen,
): Promise<void> {
  const { companyName, theme } = unchanged;
  await db.branding.upsert({
    where: { tenantId },
    create: { tenantId, companyName, theme, ...change },
    update: { ...change, version: { increment: 1 } },
    select: { version: true },
  });
}

export async function insertAsset(
  db: TenantDb,
  asset: { hash: string; contentType: string; bytes: Uint8Array<ArrayBuffer> },
): Promise<void> {
  await db.asset.createMany({ data: [asset], skipDuplicates: true });
}

export async function findAsset(db: TenantDb, hash: string) {
  return db.asset.findFirst({ where: { hash }, select: { contentType: true, bytes: true } });
}
