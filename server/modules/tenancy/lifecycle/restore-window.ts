import type { Ctx, PlatformCtx } from "#server/kernel/ctx.ts";

const DAY_MS = 86_400_000;

/** Until when a workspace that is closed now can be restored. */
export const restoreWindowEnd = ({ ports, now }: Ctx | PlatformCtx): Date =>
  new Date(now().getTime() + ports.env.CLOSE_RESTORE_DAYS * DAY_MS);
