import { revokeSession } from "#server/modules/auth/index.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { respond } from "#server/rest/respond.ts";
import { auth, signOut as forgetCookie } from "./auth-js.ts";
import { safePath } from "./safe-path.ts";
import { requireSameOrigin } from "./same-origin.ts";

/** `POST /api/sign-out` from a plain form with `next`: ends the session on the server first, then the cookie. */
export function signOut(request: Request): Promise<Response> {
  const ports = installedPorts();
  return respond(ports, async () => {
    requireSameOrigin(request.headers);
    const form = await request.formData();
    const sessionId = (await auth())?.sessionId;
    if (sessionId) await revokeSession(ports, sessionId);
    await forgetCookie({ redirect: false });
    return new Response(null, { status: 303, headers: { location: safePath(form.get("next")) } });
  });
}
