import { notFound } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { randomToken, tokenHash } from "#server/platform/token.ts";
import { findMember } from "../../tenancy/index.ts";
import { signedIn } from "../signed-in.ts";
import { AuthorizeHandoffInput, AuthorizeHandoffResult } from "./schema.ts";
import { insertHandoff } from "./store.ts";
import { tenantAtOrigin } from "./tenant-origin.ts";

const LIFETIME_MS = 60_000;

/**
 * On the root domain: a code that carries this sign-in to one of the person's tenants. Single use, a minute, bound to
 * person, tenant, origin, session, and to the browser that holds the verifier (after RFC 7636).
 * @throws AppError `not_found` where the origin is no tenant's, or the person no member there: the same words.
 */
export const authorizeHandoff = platformCommand({
  verb: "auth.authorizeHandoff",
  access: "user",
  input: AuthorizeHandoffInput,
  output: AuthorizeHandoffResult,
  async prepare({ ctx, input: { origin } }) {
    const { userId } = signedIn(ctx);
    const tenant = await tenantAtOrigin(ctx.ports, origin);
    const member = tenant && (await findMember(ctx.ports.tenantDb(tenant.id).client, userId));
    if (!tenant || !member) throw notFound("This workspace");
    return tenant;
  },
  async run({ ctx, input: { origin, challenge }, prepared: tenant }) {
    const { userId, sessionId } = signedIn(ctx);
    const code = randomToken();
    await insertHandoff(ctx.db, {
      codeHash: tokenHash(code),
      userId,
      tenantId: tenant.id,
      origin,
      verifierHash: challenge,
      sessionId,
      expiresAt: new Date(ctx.now().getTime() + LIFETIME_MS),
    });
    return {
      value: { url: `${origin}/handoff?code=${code}` },
      audit: { entityId: userId, tenantId: tenant.id, after: { origin } },
    };
  },
});
