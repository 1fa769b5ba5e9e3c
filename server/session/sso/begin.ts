import { requirePermission } from "#server/kernel/permission.ts";
import { beginSso } from "#server/modules/sso/index.ts";
import { randomToken } from "#server/platform/token.ts";
import { readCookie } from "../cookie.ts";
import { setCookie } from "../give-session.ts";
import { safePath } from "../safe-path.ts";
import { webActor } from "../web-actor.ts";
import { orExplain, type SsoVisit, seeOther, settingsPage, signInPage } from "./visit.ts";

const FLOW_SECONDS = 600;
const SECRET = /^[\w-]{43}$/;

/** `GET /api/sso/start?next=/path`: to the provider, which asks anew with `again`. */
export function beginSignIn(visit: SsoVisit): Promise<Response> {
  return orExplain(visit, signInPage, () => depart(visit, null));
}

/** `GET /api/sso/test`: the same for an administrator who tries the settings, switched on or not. */
export async function beginTest(visit: SsoVisit): Promise<Response> {
  const actor = await webActor(visit.ports, visit.lane, visit.request.headers);
  requirePermission(actor, "sso:write");
  const testerId = actor.type === "user" ? actor.userId : null;
  return orExplain(visit, settingsPage, () => depart(visit, testerId));
}

/** Two tabs at once share the browser's secret; each has a state of its own. */
async function depart({ ports, request, ctx, origin, query }: SsoVisit, testerId: string | null) {
  const known = readCookie(ports.env, request.headers, "sso");
  const browserSecret = known && SECRET.test(known) ? known : randomToken();
  const next = safePath(query.get("next"));
  const isAgain = query.has("again");
  const url = await beginSso(ctx, { origin, next, browserSecret, testerId, isAgain });
  await setCookie(ports, "sso", browserSecret, FLOW_SECONDS);
  return seeOther(url);
}
