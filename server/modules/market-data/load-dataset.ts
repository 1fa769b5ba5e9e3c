import type { ValidCandles } from "#server/engine/index.ts";
import type { TenantDb } from "#server/kernel/ctx.ts";
import { notFound } from "#server/kernel/errors.ts";
import { unpackCandles } from "./candle-bytes.ts";
import { findDatasetColumns } from "./store.ts";

/** @throws AppError `not_found` */
export async function loadDataset(db: TenantDb, datasetId: string): Promise<ValidCandles> {
  const bytes = await findDatasetColumns(db, datasetId);
  if (!bytes) throw notFound("This data");
  return unpackCandles(bytes);
}
