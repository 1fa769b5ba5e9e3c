import type { TenantDb } from "#server/kernel/ctx.ts";
import { type OrderRow, readOrderRow } from "./order-row.ts";
import { BotOrder, type OrderStatus } from "./schema.ts";

const FINAL: OrderStatus[] = ["filled", "canceled", "rejected", "expired"];

/** Orders whose end the bot does not know yet, in the order of their decision. */
export async function listOpenOrders(db: TenantDb, botId: string): Promise<OrderRow[]> {
  const rows = await db.botOrder.findMany({
    where: { botId, status: { notIn: FINAL } },
    orderBy: { number: "asc" },
    omit: { tenantId: true },
  });
  return rows.map(readOrderRow);
}

export async function insertOrders(db: TenantDb, orders: readonly OrderRow[]): Promise<void> {
  if (orders.length > 0) await db.botOrder.createMany({ data: [...orders] });
}

export async function updateOrder(db: TenantDb, order: OrderRow, updatedAt: Date): Promise<void> {
  const { status, reason, fillCount, filled, averagePrice } = order;
  const data = { status, reason, fillCount, filled, averagePrice, updatedAt };
  await db.botOrder.updateMany({ where: { id: order.id }, data });
}

/** The newest first. */
export async function listOrders(
  db: TenantDb,
  botId: string,
  limit: number,
  before: string | undefined,
): Promise<BotOrder[]> {
  const last = before
    ? await db.botOrder.findFirst({ where: { botId, id: before }, select: { number: true } })
    : null;
  const rows = await db.botOrder.findMany({
    where: { botId, ...(last ? { number: { lt: last.number } } : {}) },
    orderBy: { number: "desc" },
    take: limit,
  });
  const fills = await db.botFill.findMany({
    where: { botId, orderId: { in: rows.map(({ id }) => id) } },
    orderBy: { id: "asc" },
  });
  return rows.map((row) =>
    BotOrder.parse({
      ...row,
      decidedAt: row.decidedAt.toISOString(),
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
      fills: fills
        .filter(({ orderId }) => orderId === row.id)
        .map((fill) => ({ ...fill, time: fill.time.toISOString() })),
    }),
  );
}
