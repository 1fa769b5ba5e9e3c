import { platformCtx, tenantCtx } from "#server/modules/audit/index.ts";
import {
  type Finished,
  finishSso,
  isTestFlow,
  recordSsoTest,
  signInBySso,
} from "#server/modules/sso/index.ts";
import { readCookie } from "../cookie.ts";
import { giveSession } from "../give-session.ts";
import { safePath } from "../safe-path.ts";
import { webActor } from "../web-actor.ts";
import { orExplain, type SsoVisit, seeOther, settingsPage, signInPage } from "./visit.ts";

/** `GET /api/sso/callback` (OpenID Connect) and `/api/sso/finish` (SAML): back in the browser that began. */
export async function finish(visit: SsoVisit): Promise<Response> {
  const { ports, request, ctx, origin, query } = visit;
  const state = query.get("state") ?? "";
  const page = (await isTestFlow(ctx, state)) ? settingsPage : signInPage;
  return orExplain(visit, page, async () => {
    const browserSecret = readCookie(ports.env, request.headers, "sso") ?? "";
    const finished = await finishSso(ctx, { origin, state, browserSecret, search: query });
    return finished.testerId ? noteTest(visit, finished) : enter(visit, finished);
  });
}

async function enter({ ports, ctx, client, origin }: SsoVisit, { connectionId, identity, next }: Finished) {
  const platform = platformCtx(ports, ctx.actor, client);
  const opened = await signInBySso.call(platform, { tenantId: ctx.tenant.id, connectionId, identity });
  await giveSession(ports, opened);
  return seeOther(`${origin}${safePath(next)}`);
}

/** Whoever tests is signed in already, and stays who they are. */
async function noteTest({ ports, request, lane, tenant, client, origin }: SsoVisit, { identity }: Finished) {
  const actor = await webActor(ports, lane, request.headers);
  const { isSelf } = await recordSsoTest.call(tenantCtx(ports, tenant, actor, client), { identity });
  return seeOther(`${origin}/settings/sso?tested=${isSelf ? "self" : "other"}`);
}
