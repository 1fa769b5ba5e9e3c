import type { SystemDb } from "#server/kernel/ctx.ts";
import { VERSION_SOURCES } from "../../schema.ts";
import { Catalogue } from "../catalogue-schema.ts";

export type VersionSource = (typeof VERSION_SOURCES)[number];

/** A version of the price list, without what it says. */
export interface VersionLine {
  catalogue: string;
  version: number;
  contentHash: string;
  source: VersionSource;
  publishedBy: string | null;
  restoredFrom: number | null;
  createdAt: Date;
}

export interface CatalogueVersion extends VersionLine {
  content: Catalogue;
}

/** The newest version above `after`; null when there is none. @throws Error when what is kept breaks the schema */
export async function newestVersion(
  db: SystemDb,
  catalogue: string,
  after = 0,
): Promise<CatalogueVersion | null> {
  const where = { catalogue, version: { gt: after } };
  const row = await db.catalogueVersion.findFirst({ where, orderBy: { version: "desc" } });
  return row && checked(row);
}

export async function findVersion(
  db: SystemDb,
  catalogue: string,
  version: number,
): Promise<CatalogueVersion | null> {
  const row = await db.catalogueVersion.findFirst({ where: { catalogue, version } });
  return row && checked(row);
}

/** Newest first, those below `before`. */
export async function listVersions(
  db: SystemDb,
  catalogue: string,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<VersionLine[]> {
  const rows = await db.catalogueVersion.findMany({
    where: { catalogue, ...(before === undefined ? {} : { version: { lt: before } }) },
    orderBy: { version: "desc" },
    take: limit,
    omit: { content: true },
  });
  return rows.map((row) => ({ ...row, source: sourceOf(row.source) }));
}

export async function insertVersion(db: SystemDb, version: CatalogueVersion): Promise<void> {
  await db.catalogueVersion.create({ data: version, select: { version: true } });
}

/** Makes others who publish this price list wait for the end of the transaction. */
export async function lockVersions(db: SystemDb, catalogue: string): Promise<void> {
  const name = `catalogue:${catalogue}`;
  await db.$queryRaw`select 1 from pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}

function checked<Row extends { catalogue: string; version: number; content: unknown; source: string }>(
  row: Row,
) {
  const { data, error } = Catalogue.safeParse(row.content);
  if (data) return { ...row, source: sourceOf(row.source), content: data };
  const [issue] = error.issues;
  throw new Error(
    `Version ${row.version} of the price list ${row.catalogue} can't be read: ${issue?.path.join(".")}: ${issue?.message}`,
  );
}

const sourceOf = (source: string): VersionSource =>
  VERSION_SOURCES.find((known) => known === source) ?? "operator";
