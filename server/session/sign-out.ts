import { signOut as endSession } from "#server/modules/auth/index.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { respond } from "#server/rest/respond.ts";
import { doorCtx } from "./door-ctx.ts";
import { clearCookie } from "./give-session.ts";
import { requireKnownHost, resolveLane } from "./lane.ts";
import { safePath } from "./safe-path.ts";
import { requireSameOrigin } from "./same-origin.ts";

/** `POST /api/sign-out` from a plain form with `next`: ends the session on the server first, then the cookie. */
export function signOut(request: Request): Promise<Response> {
  const ports = installedPorts();
  return respond(ports, async () => {
    requireSameOrigin(request.headers);
    requireKnownHost(await resolveLane(ports, request.headers));
    const form = await request.formData();
    const ctx = await doorCtx(ports, request.headers);
    if (ctx.actor.type === "user") await endSession.call(ctx, {});
    await clearCookie(ports, "session");
    const headers = {
      location: safePath(form.get("next")),
      // What pages left in the browser's caches goes too; cookies stay, one of them is the device's.
      "clear-site-data": '"cache"',
    };
    return new Response(null, { status: 303, headers });
  });
}
