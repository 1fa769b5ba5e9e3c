import { headers } from "next/headers";
import { openSignedInSession, type Proof } from "#server/modules/auth/index.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { doorCtx } from "./door-ctx.ts";
import { giveSession } from "./give-session.ts";

/**
 * Signs the person in, in this browser on this host, for doors whose proof was no verb of ours: the answer of an
 * identity provider, say. A verb that proves somebody opens the session itself and its door calls `giveSession`.
 */
export async function signInBrowser(proof: Proof): Promise<void> {
  const ports = installedPorts();
  const ctx = await doorCtx(ports, await headers());
  const opened = await ctx.transaction(async (tx) => {
    const session = await openSignedInSession(tx.ctx, proof);
    await tx.emit(session.events);
    return session;
  });
  await giveSession(ports, opened);
}
