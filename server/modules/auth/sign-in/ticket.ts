import type { Client, PlatformCtx, Ports } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { randomToken, tokenHash } from "#server/platform/token.ts";
import { hostTenantIdOf } from "../sessions/rules.ts";
import { findTicket, insertTicket, type TicketRef } from "./ticket-store.ts";

const LIFETIME_MS = 10 * 60_000;
const ATTEMPTS_ALLOWED = 5;

/** A password that was right, waiting for the second factor: good on this host, for ten minutes, five codes, once. */
export async function openTicket(
  ctx: PlatformCtx,
  { userId, isRemembered }: { userId: string; isRemembered: boolean },
): Promise<{ ticket: string; expiresAt: string }> {
  const ticket = randomToken();
  const expiresAt = new Date(ctx.now().getTime() + LIFETIME_MS);
  const hostTenantId = hostTenantIdOf(ctx.client);
  await insertTicket(ctx.db, {
    ticketHash: tokenHash(ticket),
    userId,
    hostTenantId,
    isRemembered,
    expiresAt,
  });
  return { ticket, expiresAt: expiresAt.toISOString() };
}

export const ticketRef = (ports: Ports, client: Client, ticket: string): TicketRef => ({
  ticketHash: tokenHash(ticket),
  hostTenantId: hostTenantIdOf(client),
  now: ports.clock.now(),
  attemptsAllowed: ATTEMPTS_ALLOWED,
});

/** Whose sign-in a ticket continues, for the page that asks for the code. Null when it is over. */
export async function readTicket(ports: Ports, client: Client, ticket: string) {
  return findTicket(ports.systemDb.client, ticketRef(ports, client, ticket));
}

export const ticketOver = () =>
  new AppError("gone", "That took too long. Please sign in again.", { reason: "sign_in_expired" });
