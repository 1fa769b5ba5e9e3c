import { AppError } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { tokenHash } from "#server/platform/token.ts";
import { findMember } from "../../tenancy/index.ts";
import { openSignedInSession } from "../sessions/open-signed-in-session.ts";
import { readSession } from "../sessions/read-session.ts";
import { hostTenantIdOf } from "../sessions/rules.ts";
import { RedeemHandoffInput, RedeemHandoffResult } from "./schema.ts";
import { takeHandoff } from "./store.ts";

/**
 * At the tenant's own host: trades the code for a session there. Whoever shows a code uses it up; only the browser
 * that asked for it, on the origin it was made for, gets something for it.
 * @throws AppError `gone`, or `conflict` where somebody else is signed in in this browser: nobody is replaced unasked.
 */
export const redeemHandoff = platformCommand({
  verb: "auth.redeemHandoff",
  access: "public",
  input: RedeemHandoffInput,
  output: RedeemHandoffResult,
  async prepare({ ctx, input: { code, verifier } }) {
    const { site } = ctx.client;
    const tenantId = hostTenantIdOf(ctx.client);
    const taken = await takeHandoff(ctx.ports.systemDb.client, tokenHash(code), ctx.now());
    const isMeant =
      taken !== null &&
      taken.tenantId === tenantId &&
      taken.origin === site?.origin &&
      taken.verifierHash === tokenHash(verifier);
    if (!isMeant || !taken.sessionId) throw handoffOver();
    const rootSession = await readSession(ctx.ports, taken.sessionId, null);
    const member = await findMember(ctx.ports.tenantDb(taken.tenantId).client, taken.userId);
    if (!rootSession || !member) throw handoffOver();
    if (ctx.actor.type === "user" && ctx.actor.userId !== taken.userId) {
      throw new AppError("conflict", "Somebody else is signed in here. Sign out first.", {
        reason: "signed_in_as_other",
      });
    }
    return { tenantId: taken.tenantId, userId: taken.userId, rootSession };
  },
  async run({ ctx, prepared: { tenantId, userId, rootSession } }) {
    const { signedIn, events } = await openSignedInSession(ctx, {
      userId,
      hostTenantId: tenantId,
      method: "handoff",
      secondFactor: rootSession.secondFactorAt !== null,
      authenticatedAt: rootSession.authenticatedAt,
    });
    return { value: { signedIn }, audit: { entityId: userId, userId, tenantId }, events };
  },
});

const handoffOver = () =>
  new AppError("gone", "This link has been used or has expired.", { reason: "handoff_over" });
