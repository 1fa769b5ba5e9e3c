import type { Ctx } from "#server/kernel/ctx.ts";
import { tokenHash } from "#server/platform/token.ts";
import { endpointsOf } from "./endpoints.ts";
import { type FlowRow, findOpenFlow, readAnswer, takeFlow } from "./flow-store.ts";
import { readCallback } from "./oidc/sign-in.ts";
import { openConnection } from "./open-connection.ts";
import type { Identity } from "./schema.ts";
import { type Connection, findConnection } from "./store.ts";
import { ssoRefusal } from "./words.ts";

export interface Return {
  /** The host the browser came back to. */
  origin: string;
  state: string;
  browserSecret: string;
  /** OIDC: the callback's query as it came. */
  search: URLSearchParams;
}

export interface Finished {
  connectionId: string;
  identity: Identity;
  next: string;
  testerId: string | null;
}

/**
 * Ends what `beginSso` began: in the same browser, on the same host, within ten minutes, once.
 * @throws AppError `forbidden` with the problem's code
 */
export async function finishSso(ctx: Ctx, back: Return): Promise<Finished> {
  const flow = await findOpenFlow(ctx.db, tokenHash(back.state), ctx.now());
  if (!flow || flow.origin !== back.origin) throw ssoRefusal("expired");
  if (flow.browserHash !== tokenHash(back.browserSecret)) throw ssoRefusal("other_browser");
  if (!(await takeFlow(ctx.db, flow.id, ctx.now()))) throw ssoRefusal("expired");
  const connection = flow.testerId ? await findConnection(ctx.db) : await openConnection(ctx);
  if (connection?.id !== flow.connectionId) throw ssoRefusal("off");
  const identity = await identityFrom(ctx, connection, flow, back);
  return { connectionId: connection.id, identity, next: flow.next, testerId: flow.testerId };
}

/** Whether a state belongs to a test, which ends on the settings' page whatever comes of it. */
export async function isTestFlow({ db, now }: Ctx, state: string): Promise<boolean> {
  return Boolean((await findOpenFlow(db, tokenHash(state), now()))?.testerId);
}

async function identityFrom(
  ctx: Ctx,
  connection: Connection,
  flow: FlowRow,
  { origin, state, browserSecret, search }: Return,
): Promise<Identity> {
  switch (connection.kind) {
    case "oidc": {
      const { redirectUri } = endpointsOf(ctx.ports, ctx.tenant.slug, origin);
      const trip = { tenantId: ctx.tenant.id, redirectUri, state, browserSecret };
      return readCallback(ctx.ports, connection, trip, search);
    }
    case "saml": {
      const answer = await readAnswer(ctx.db, flow.id);
      if (!answer) throw ssoRefusal("unsolicited");
      return answer;
    }
    default:
      return connection satisfies never;
  }
}
