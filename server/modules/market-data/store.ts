import type { TenantDb } from "#server/kernel/ctx.ts";
import type { Dataset } from "./schema.ts";

const ABOUT = {
  id: true,
  name: true,
  bars: true,
  timeframeMs: true,
  firstTime: true,
  lastTime: true,
  createdAt: true,
} as const;

interface DatasetRow {
  id: string;
  name: string;
  bars: number;
  timeframeMs: number;
  firstTime: Date;
  lastTime: Date;
  createdAt: Date;
}

export async function insertDataset(
  db: TenantDb,
  row: DatasetRow & { columns: Uint8Array<ArrayBuffer> },
): Promise<Dataset> {
  return toDataset(await db.dataset.create({ data: row, select: ABOUT }));
}

export async function listDatasets(db: TenantDb): Promise<Dataset[]> {
  const rows = await db.dataset.findMany({ select: ABOUT, orderBy: { createdAt: "desc" } });
  return rows.map(toDataset);
}

export async function findDataset(db: TenantDb, id: string): Promise<Dataset | null> {
  const row = await db.dataset.findFirst({ where: { id }, select: ABOUT });
  return row && toDataset(row);
}

export async function findDatasetColumns(db: TenantDb, id: string): Promise<Uint8Array | null> {
  const row = await db.dataset.findFirst({ where: { id }, select: { columns: true } });
  return row?.columns ?? null;
}

export const countDatasets = (db: TenantDb): Promise<number> => db.dataset.count();

/** @returns whether there was one. */
export async function deleteDataset(db: TenantDb, id: string): Promise<boolean> {
  return (await db.dataset.deleteMany({ where: { id } })).count === 1;
}

function toDataset(row: DatasetRow): Dataset {
  return {
    ...row,
    firstTime: row.firstTime.toISOString(),
    lastTime: row.lastTime.toISOString(),
    createdAt: row.createdAt.toISOString(),
  };
}
