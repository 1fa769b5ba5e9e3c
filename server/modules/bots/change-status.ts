import type { AuditEntry, Ctx, DomainEvent } from "#server/kernel/ctx.ts";
import { AppError, notFound } from "#server/kernel/errors.ts";
import { openFeed } from "../venues/index.ts";
import { viewBot } from "./bot-view.ts";
import type { Bot, BotStatus } from "./schema.ts";
import { findBot, moveBot } from "./store.ts";

interface Change {
  from: readonly BotStatus[];
  to: BotStatus;
  event: string;
  /** What to say when the bot is in none of `from`. */
  refusal: string;
}

/** Moves a bot to another status; the runner sees it at its next tick. */
export async function changeStatus(
  ctx: Ctx,
  botId: string,
  { from, to, event, refusal }: Change,
): Promise<{ value: Bot; audit: AuditEntry; events: DomainEvent[] }> {
  const before = await findBot(ctx.db, botId);
  if (!before) throw notFound("This bot");
  const stoppedAt = to === "stopped" ? { stoppedAt: ctx.now() } : {};
  if (!(await moveBot(ctx.db, botId, from, { status: to, halt: null, ...stoppedAt }))) {
    throw new AppError("conflict", refusal, { reason: before.status });
  }
  const after = { ...before, ...stoppedAt, status: to, halt: null, pauseReason: null };
  return {
    value: viewBot(after, await openFeed(ctx.ports).fetchPrice(before.market)),
    audit: { entityId: botId, before: { status: before.status }, after: { status: to } },
    events: [{ type: event, botId }],
  };
}
