import type { Snapshot } from "#server/engine/index.ts";
import type { Prisma } from "#server/generated/prisma/client.ts";
import type { SystemDb, TenantDb } from "#server/kernel/ctx.ts";
import { Timeframe } from "../venues/schema.ts";
import { type BotRecord, type BotSettings, BotStatus, readBot } from "./bot-record.ts";

const ABOUT = {
  id: true,
  requestId: true,
  name: true,
  status: true,
  venue: true,
  market: true,
  timeframe: true,
  strategy: true,
  params: true,
  settings: true,
  backtestId: true,
  halt: true,
  pauseReason: true,
  cursor: true,
  cash: true,
  quantity: true,
  entryPrice: true,
  createdAt: true,
  startedAt: true,
  stoppedAt: true,
  _count: { select: { trades: true } },
} as const;

interface NewBot {
  id: string;
  requestId: string;
  name: string;
  venue: string;
  market: string;
  timeframe: string;
  strategy: string;
  params: Record<string, number>;
  settings: BotSettings;
  backtestId: string | null;
  createdAt: Date;
}

/** What a bot starts with: the engine's state after warm-up, and the candle it has reached. */
export interface OpenedRun {
  run: Snapshot;
  cursor: Date;
}

/** @returns false when this request was already heard. */
export async function insertBot(db: TenantDb, bot: NewBot): Promise<boolean> {
  const data = [{ ...bot, status: "ready", cash: bot.settings.cash }];
  return (await db.bot.createMany({ data, skipDuplicates: true })).count === 1;
}

export async function findBot(db: TenantDb, id: string): Promise<BotRecord | null> {
  const row = await db.bot.findFirst({ where: { id }, select: ABOUT });
  return row && readBot(row);
}

export async function findBotByRequest(db: TenantDb, requestId: string): Promise<BotRecord | null> {
  const row = await db.bot.findFirst({ where: { requestId }, select: ABOUT });
  return row && readBot(row);
}

export async function listBots(db: TenantDb): Promise<BotRecord[]> {
  return (await db.bot.findMany({ select: ABOUT, orderBy: { id: "desc" } })).map(readBot);
}

/** Bots that are not over: what the plan's limit counts. */
export async function countLiveBots(db: TenantDb): Promise<number> {
  return db.bot.count({ where: { status: { not: "stopped" } } });
}

/** Markets of bots that are not over: pairs, as the plan counts them. @param except a market that is not counted */
export async function countLivePairs(db: TenantDb, except?: string): Promise<number> {
  const where = { status: { not: "stopped" }, ...(except && { market: { not: except } }) };
  return (await db.bot.findMany({ where, distinct: ["market"], select: { market: true } })).length;
}

/** Bots that may open positions, the one that was started first before the others. */
export async function listRunningBots(db: TenantDb): Promise<BotRecord[]> {
  const orderBy = [{ startedAt: "asc" as const }, { id: "asc" as const }];
  return (await db.bot.findMany({ where: { status: "running" }, select: ABOUT, orderBy })).map(readBot);
}

/** Bots that may hold positions or have orders out. */
export async function countBotsAtWork(db: TenantDb): Promise<number> {
  return db.bot.count({ where: { status: { in: ["running", "paused", "stopping"] } } });
}

/** Moves on only from the given statuses, so that two hands cannot both win. */
export async function moveBot(
  db: TenantDb,
  id: string,
  from: readonly BotStatus[],
  change: { status: BotStatus; halt?: string | null; pauseReason?: string; stoppedAt?: Date },
): Promise<boolean> {
  const data = { pauseReason: null, ...change };
  const { count } = await db.bot.updateMany({ where: { id, status: { in: [...from] } }, data });
  if (count === 1) await listAsActive(db, id);
  return count === 1;
}

export async function startRun(
  db: TenantDb,
  id: string,
  opened: OpenedRun,
  startedAt: Date,
): Promise<boolean> {
  const { count } = await db.bot.updateMany({
    where: { id, status: "ready" },
    data: { status: "running", run: toJson(opened.run), cursor: opened.cursor, startedAt },
  });
  if (count === 1) await listAsActive(db, id);
  return count === 1;
}

/** @returns whether there was one that may go. */
export async function deleteBot(db: TenantDb, id: string): Promise<boolean> {
  const { count } = await db.bot.deleteMany({ where: { id, status: { in: ["ready", "stopped"] } } });
  return count === 1;
}

export interface ActiveBot {
  tenantId: string;
  id: string;
  status: BotStatus;
  version: number;
  market: string;
  timeframe: Timeframe;
  cursor: Date;
}

/** Brings the runner's list in line with the bot as it is now; belongs in the transaction of the change. */
async function listAsActive(db: TenantDb, id: string): Promise<void> {
  await db.$executeRaw`
    with gone as (
      delete from active_bot where id = ${id} and not exists (
        select from bot where bot.id = ${id} and status in ('running', 'paused', 'stopping') and cursor is not null))
    insert into active_bot (id, status, version, market, timeframe, cursor)
    select id, status, version, market, timeframe, cursor from bot
    where id = ${id} and status in ('running', 'paused', 'stopping') and cursor is not null
    on conflict (tenant_id, id) do update
    set status = excluded.status, version = excluded.version, cursor = excluded.cursor`;
}

/** The bots that a runner steps: of all tenants in the database, wherever in it their tables are. */
export async function listActiveBots(db: SystemDb): Promise<ActiveBot[]> {
  const rows = await db.activeBot.findMany({ orderBy: [{ tenantId: "asc" }, { id: "asc" }] });
  return rows.map(({ status, timeframe, ...row }) => ({
    ...row,
    status: BotStatus.parse(status),
    timeframe: Timeframe.parse(timeframe),
  }));
}

/** Tenants of the database with bots that may open positions. */
export async function listTenantsAtWork(db: SystemDb): Promise<string[]> {
  const where = { status: "running" };
  const rows = await db.activeBot.findMany({ where, distinct: ["tenantId"], select: { tenantId: true } });
  return rows.map(({ tenantId }) => tenantId);
}

export async function findRun(
  db: TenantDb,
  id: string,
): Promise<{ strategy: string; run: Snapshot; cursor: Date; version: number } | null> {
  const select = { strategy: true, run: true, cursor: true, version: true } as const;
  const row = await db.bot.findFirst({ where: { id }, select });
  return row?.run && row.cursor ? { ...row, run: fromJson(row.run), cursor: row.cursor } : null;
}

interface RunState {
  run: Snapshot;
  cursor: Date;
  cash: number;
  quantity: number;
  entryPrice: number;
}

/** @returns false when another worker has moved this bot on since `version`. */
export async function saveRunState(
  db: TenantDb,
  id: string,
  version: number,
  state: RunState,
): Promise<boolean> {
  const data = { ...state, run: toJson(state.run), version: version + 1 };
  const isMine = (await db.bot.updateMany({ where: { id, version }, data })).count === 1;
  if (isMine) await listAsActive(db, id);
  return isMine;
}

/** Guarantee: a snapshot is plain JSON by the engine's own contract. */
function toJson(snapshot: Snapshot): Prisma.InputJsonObject {
  return snapshot as Prisma.InputJsonObject;
}

/** Guarantee: the column is written by `toJson` only; the engine checks every field when it restores. */
function fromJson(value: Prisma.JsonValue): Snapshot {
  return value as Snapshot;
}
