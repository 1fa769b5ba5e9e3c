import type { Ctx, PlatformCtx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { signedIn } from "../signed-in.ts";
import { RECENT_MS } from "./rules.ts";

/**
 * For changes to one's own security: asks that password or passkey were shown in this session within ten minutes
 * (OWASP ASVS 5.0, 7.5.1). Reads the actor only, so it may stand anywhere in a verb.
 * @throws AppError `forbidden`, reason `reauthentication_required`: the typed client asks the person and repeats the call.
 */
export function requireRecentAuth(ctx: Ctx | PlatformCtx): void {
  if (ctx.actor.type === "system") return;
  const { authenticatedAt } = signedIn(ctx);
  if (authenticatedAt && ctx.now().getTime() - authenticatedAt.getTime() <= RECENT_MS) return;
  throw new AppError("forbidden", "Show that it is you to go on.", { reason: "reauthentication_required" });
}
