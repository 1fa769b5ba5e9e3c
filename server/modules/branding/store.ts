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

interface Change {
  companyName: string;
  theme: Theme;
  logoHash?: string | null;
}

export async function writeBranding(db: TenantDb, tenantId: string, change: Change): Promise<void> {
  await db.branding.upsert({
    where: { tenantId },
    create: change,
    update: { ...change, version: { increment: 1 } },
    select: { version: true },
  });
}

export async function insertAsset(
  db: TenantDb,
  tenantId: string,
  asset: { hash: string; contentType: string; bytes: Uint8Array<ArrayBuffer> },
): Promise<void> {
  await db.asset.upsert({
    where: { tenantId_hash: { tenantId, hash: asset.hash } },
    create: asset,
    update: {},
    select: { hash: true },
  });
}

export async function findAsset(db: TenantDb, hash: string) {
  return db.asset.findFirst({ where: { hash }, select: { contentType: true, bytes: true } });
}
