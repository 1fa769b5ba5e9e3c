import type { Prisma } from "#server/generated/prisma/client.ts";
import type { TenantDb } from "#server/kernel/ctx.ts";
import { Backtest, type CandleSource } from "./schema.ts";

const ABOUT = {
  id: true,
  status: true,
  progress: true,
  source: true,
  sourceLabel: true,
  strategy: true,
  params: true,
  settings: true,
  metrics: true,
  failure: true,
  createdAt: true,
  finishedAt: true,
} as const;

type Row = Prisma.BacktestGetPayload<{ select: typeof ABOUT }>;

export interface NewBacktest {
  id: string;
  requestId: string;
  source: CandleSource;
  sourceLabel: string;
  strategy: string;
  params: Record<string, number>;
  settings: object;
  createdAt: Date;
}

/** Of two equal requests at once the second gets the backtest of the first. */
export async function insertBacktest(db: TenantDb, backtest: NewBacktest): Promise<Backtest> {
  const data = [{ ...backtest, status: "queued", settings: { ...backtest.settings } }];
  await db.backtest.createMany({ data, skipDuplicates: true });
  return toBacktest(
    await db.backtest.findFirstOrThrow({ where: { requestId: backtest.requestId }, select: ABOUT }),
  );
}

export async function findBacktestByRequest(db: TenantDb, requestId: string): Promise<Backtest | null> {
  const row = await db.backtest.findFirst({ where: { requestId }, select: ABOUT });
  return row && toBacktest(row);
}

export async function findBacktest(db: TenantDb, id: string): Promise<Backtest | null> {
  const row = await db.backtest.findFirst({ where: { id }, select: ABOUT });
  return row && toBacktest(row);
}

export async function listBacktests(db: TenantDb, limit: number, before: string | undefined) {
  const rows = await db.backtest.findMany({
    where: before ? { id: { lt: before } } : {},
    orderBy: { id: "desc" },
    take: limit,
    select: ABOUT,
  });
  return rows.map(toBacktest);
}

/** Moves on only from the given statuses, so that a cancel and a completion cannot both win. */
export async function moveBacktest(
  db: TenantDb,
  id: string,
  from: Backtest["status"][],
  change: {
    status: Backtest["status"];
    startedAt?: Date;
    finishedAt?: Date;
    failure?: string;
    progress?: number;
  },
): Promise<boolean> {
  const { count } = await db.backtest.updateMany({ where: { id, status: { in: from } }, data: change });
  return count === 1;
}

/** @returns the status as it is now: the worker learns here of a cancel. */
export async function setProgress(db: TenantDb, id: string, progress: number): Promise<string | null> {
  const [row] = await db.backtest.updateManyAndReturn({
    where: { id },
    data: { progress },
    select: { status: true },
  });
  return row?.status ?? null;
}

export async function completeBacktest(
  db: TenantDb,
  id: string,
  result: { metrics: Record<string, number | null>; report: Uint8Array<ArrayBuffer>; finishedAt: Date },
): Promise<boolean> {
  const { count } = await db.backtest.updateMany({
    where: { id, status: "running" },
    data: { ...result, status: "completed", progress: 1 },
  });
  return count === 1;
}

export async function findReport(db: TenantDb, id: string): Promise<Uint8Array | null> {
  const row = await db.backtest.findFirst({ where: { id }, select: { report: true } });
  return row?.report ?? null;
}

function toBacktest(row: Row): Backtest {
  return Backtest.parse({
    ...row,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  });
}
