import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { notFound } from "#server/kernel/errors.ts";
import { type CatalogueVersion, findVersion, type VersionLine } from "../../billing/index.ts";

/** @throws AppError `not_found` */
export async function mustFindVersion(ctx: PlatformCtx, version: number): Promise<CatalogueVersion> {
  const found = await findVersion(ctx.db, ctx.ports.env.CATALOGUE, version);
  if (!found) throw notFound(`Version ${version} of the price list`);
  return found;
}

export const viewVersion = <Line extends VersionLine>(line: Line) => ({
  ...line,
  createdAt: line.createdAt.toISOString(),
});
