import type { Balances, DemoOrder } from "#server/exchanges/index.ts";
import type { TenantDb } from "#server/kernel/ctx.ts";
import { notFound } from "#server/kernel/errors.ts";
import { DemoBalances, StoredDemoOrder } from "./schema.ts";

export async function insertDemoAccount(db: TenantDb, id: string, balances: Balances): Promise<void> {
  await db.demoAccount.create({ data: { id, balances }, select: { id: true } });
}

export async function deleteDemoAccount(db: TenantDb, id: string): Promise<void> {
  await db.demoAccount.deleteMany({ where: { id } });
}

/** Takes the account for the rest of the transaction. @throws AppError `not_found` */
export async function lockDemoAccount(db: TenantDb, id: string): Promise<Balances> {
  const rows = await db.$queryRaw<{ balances: unknown }[]>`
    select balances from demo_account where id = ${id} for update`;
  const [row] = rows;
  if (!row) throw notFound("This demo account");
  return DemoBalances.parse(row.balances);
}

export async function updateDemoBalances(db: TenantDb, id: string, balances: Balances): Promise<void> {
  await db.demoAccount.updateMany({ where: { id }, data: { balances } });
}

export async function findDemoOrder(
  db: TenantDb,
  accountId: string,
  clientOrderId: string,
): Promise<DemoOrder | null> {
  const row = await db.demoOrder.findFirst({ where: { accountId, clientOrderId }, select: { body: true } });
  return row && StoredDemoOrder.parse(row.body);
}

export async function listOpenDemoOrders(db: TenantDb, accountId: string): Promise<DemoOrder[]> {
  const rows = await db.demoOrder.findMany({ where: { accountId, status: "open" }, select: { body: true } });
  return rows.map((row) => StoredDemoOrder.parse(row.body));
}

export async function upsertDemoOrder(
  db: TenantDb,
  tenantId: string,
  accountId: string,
  order: DemoOrder,
): Promise<void> {
  const { clientOrderId, status } = order;
  const body = StoredDemoOrder.parse(order);
  await db.demoOrder.upsert({
    where: { tenantId_accountId_clientOrderId: { tenantId, accountId, clientOrderId } },
    create: { tenantId, accountId, clientOrderId, status, body },
    update: { status, body },
    select: { status: true },
  });
}
