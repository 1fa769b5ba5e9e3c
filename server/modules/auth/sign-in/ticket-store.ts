import type { SystemDb } from "#server/kernel/ctx.ts";

export interface TicketRow {
  ticketHash: string;
  userId: string;
  hostTenantId: string | null;
  isRemembered: boolean;
  expiresAt: Date;
}

export async function insertTicket(db: SystemDb, ticket: TicketRow): Promise<void> {
  await db.signInTicket.create({ data: ticket, select: { ticketHash: true } });
}

export interface TicketRef {
  ticketHash: string;
  hostTenantId: string | null;
  now: Date;
  attemptsAllowed: number;
}

const open = ({ ticketHash, hostTenantId, now, attemptsAllowed }: TicketRef) => ({
  ticketHash,
  hostTenantId,
  usedAt: null,
  expiresAt: { gt: now },
  attempts: { lt: attemptsAllowed },
});

const TICKET = {
  ticketHash: true,
  userId: true,
  isRemembered: true,
  user: { select: { id: true, name: true, email: true } },
} as const;

export async function findTicket(db: SystemDb, ref: TicketRef) {
  return db.signInTicket.findFirst({ where: open(ref), select: TICKET });
}

/** Counts the attempt before it is made: of many at once only the allowed number gets through. */
export async function countTicketAttempt(db: SystemDb, ref: TicketRef): Promise<boolean> {
  const { count } = await db.signInTicket.updateMany({
    where: open(ref),
    data: { attempts: { increment: 1 } },
  });
  return count === 1;
}

/** @returns false when another request has used it up. */
export async function spendTicket(db: SystemDb, ticketHash: string, now: Date): Promise<boolean> {
  const { count } = await db.signInTicket.updateMany({
    where: { ticketHash, usedAt: null },
    data: { usedAt: now },
  });
  return count === 1;
}

export async function deleteOldTickets(db: SystemDb, before: Date): Promise<number> {
  return (await db.signInTicket.deleteMany({ where: { expiresAt: { lt: before } } })).count;
}
