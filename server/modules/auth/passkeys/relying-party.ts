import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { siteOf } from "../site.ts";

/** How long a browser waits for finger or key. */
export const TIMEOUT_MS = 5 * 60_000;

/**
 * The relying party is the exact host of the site, never a parent of it: a passkey of one white-label host says nothing
 * on another. The host has passed `parseHost`; no header names it.
 */
export const rpIdOf = (ctx: PlatformCtx): string => new URL(siteOf(ctx).origin).hostname;
