import type { Ctx } from "#server/kernel/ctx.ts";
import { tokenHash } from "#server/platform/token.ts";
import { endpointsOf } from "./endpoints.ts";
import { answerFlow, findOpenFlow } from "./flow-store.ts";
import { openConnection } from "./open-connection.ts";
import { keysIn, openOwnKeys } from "./saml/own-keys.ts";
import { readResponse } from "./saml/read-response.ts";
import { findConnection } from "./store.ts";
import { ssoRefusal } from "./words.ts";

export type Received =
  /** It answers a sign-in begun here; the browser that began it may finish. */
  | { kind: "answered" }
  /** Somebody clicked at the provider's portal; what it says is thrown away, and a sign-in begins here. */
  | { kind: "begin" };

/**
 * Takes a SAML response that a browser posts from the provider's site. Such a post carries no cookie of ours, so it
 * signs nobody in: what it proves is kept with the flow, for the browser that holds the flow's secret.
 * @throws AppError `forbidden` with the problem's code
 */
export async function receiveResponse(
  ctx: Ctx,
  { origin, relayState, samlResponse }: { origin: string; relayState: string; samlResponse: string },
): Promise<Received> {
  const flow = relayState ? await findOpenFlow(ctx.db, tokenHash(relayState), ctx.now()) : null;
  const connection = flow?.testerId ? await findConnection(ctx.db) : await openConnection(ctx);
  if (connection?.kind !== "saml") throw ssoRefusal("off");
  if (!flow) {
    if (connection.settings.allowIdpInitiated) return { kind: "begin" };
    throw ssoRefusal(relayState ? "expired" : "unsolicited");
  }
  if (flow.origin !== origin || flow.connectionId !== connection.id || !flow.requestId)
    throw ssoRefusal("expired");
  const identity = await readResponse(connection.settings, samlResponse, {
    ...endpointsOf(ctx.ports, ctx.tenant.slug, origin),
    requestId: flow.requestId,
    now: ctx.now(),
    encryptionKey: async () => {
      const opened = await openOwnKeys(ctx, connection);
      return opened && keysIn(opened).encryption;
    },
  });
  if (!(await answerFlow(ctx.db, flow.id, identity, ctx.now()))) throw ssoRefusal("expired");
  return { kind: "answered" };
}
