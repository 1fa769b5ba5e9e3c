import type { Trade } from "#server/engine/index.ts";
import type { VenueFill } from "#server/exchanges/index.ts";
import type { TenantDb } from "#server/kernel/ctx.ts";
import { NOTE_MESSAGES } from "./note-messages.ts";
import { BotNote, BotTrade, type NoteCode, NoteCode as NoteCodes } from "./schema.ts";

export interface NewNote {
  time: number;
  code: NoteCode;
  detail: string | null;
}

export interface NewHolding {
  time: number;
  cash: number;
  quantity: number;
}

export interface NewFill extends VenueFill {
  orderId: string;
}

/** Ids sort by the time they were made, so history is read by id. */
export async function insertTrades(
  db: TenantDb,
  botId: string,
  trades: readonly (Trade & { id: string })[],
): Promise<void> {
  if (trades.length === 0) return;
  await db.botTrade.createMany({
    data: trades.map(({ entryBar: _, exitBar: __, entryTime, exitTime, ...trade }) => ({
      ...trade,
      botId,
      entryTime: new Date(entryTime),
      exitTime: new Date(exitTime),
    })),
  });
}

export async function insertFills(db: TenantDb, botId: string, fills: readonly NewFill[]): Promise<void> {
  if (fills.length === 0) return;
  await db.botFill.createMany({
    data: fills.map(({ fillId, orderId, time, price, amount, fee, feeCurrency }) => ({
      id: fillId,
      botId,
      orderId,
      time: new Date(time),
      price,
      quantity: amount,
      fee,
      feeCurrency,
    })),
  });
}

export async function insertHolding(
  db: TenantDb,
  botId: string,
  id: string,
  holding: NewHolding,
): Promise<void> {
  await db.botHolding.create({
    data: { ...holding, id, botId, time: new Date(holding.time) },
    select: { id: true },
  });
}

export async function insertNotes(
  db: TenantDb,
  botId: string,
  at: Date,
  notes: readonly (NewNote & { id: string })[],
): Promise<void> {
  if (notes.length === 0) return;
  await db.botNote.createMany({
    data: notes.map((note) => ({ ...note, botId, at, time: new Date(note.time) })),
  });
}

const page = (botId: string, limit: number, before: string | undefined) => ({
  where: { botId, ...(before ? { id: { lt: before } } : {}) },
  orderBy: { id: "desc" } as const,
  take: limit,
});

export async function listTrades(
  db: TenantDb,
  botId: string,
  limit: number,
  before: string | undefined,
): Promise<BotTrade[]> {
  const rows = await db.botTrade.findMany(page(botId, limit, before));
  return rows.map((row) =>
    BotTrade.parse({ ...row, entryTime: row.entryTime.toISOString(), exitTime: row.exitTime.toISOString() }),
  );
}

export async function listNotes(
  db: TenantDb,
  botId: string,
  limit: number,
  before: string | undefined,
): Promise<BotNote[]> {
  const rows = await db.botNote.findMany(page(botId, limit, before));
  return rows.map((row) => {
    const code = NoteCodes.parse(row.code);
    const { at, time } = row;
    return BotNote.parse({
      ...row,
      code,
      message: NOTE_MESSAGES[code],
      at: at.toISOString(),
      time: time.toISOString(),
    });
  });
}

/** What the bot held over time, oldest first. */
export async function listHoldings(db: TenantDb, botId: string): Promise<NewHolding[]> {
  const select = { time: true, cash: true, quantity: true } as const;
  const rows = await db.botHolding.findMany({ where: { botId }, orderBy: { id: "asc" }, select });
  return rows.map((row) => ({ ...row, time: row.time.getTime() }));
}
