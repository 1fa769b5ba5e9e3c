import { z } from "zod";
import { command } from "#server/kernel/verb.ts";
import { findPersonOf, writeLink } from "./directory/person-store.ts";
import { requireConnection } from "./require-connection.ts";
import { Identity, TestResult } from "./schema.ts";
import { changeConnection } from "./store.ts";

/**
 * Keeps that somebody came back signed in by these settings. Who came back under their own address is linked, owners
 * too: they have asked for it in a session of their own.
 */
export const recordSsoTest = command({
  verb: "sso.recordTest",
  permission: "sso:write",
  input: z.strictObject({ identity: Identity }),
  output: TestResult,
  async run({ ctx, input: { identity } }) {
    const { id: connectionId } = await requireConnection(ctx);
    await changeConnection(ctx.db, connectionId, { testedAt: ctx.now() });
    const isSelf = ctx.actor.type === "user" && ctx.actor.email === identity.email;
    if (ctx.actor.type === "user" && isSelf) {
      const { userId } = ctx.actor;
      const person = await findPersonOf(ctx.db, ctx.tenant.id, userId);
      const link = { tenantId: ctx.tenant.id, connectionId, userId, subject: identity.subject };
      await writeLink(ctx.db, { ...link, id: person?.id ?? ctx.newId() }, ctx.now());
    }
    const { email, groups } = identity;
    return {
      value: { email, isSelf },
      audit: { entityId: connectionId, after: { email, isSelf, groups: groups.length } },
    };
  },
});
