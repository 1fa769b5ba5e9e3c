import { AppError } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { requireFeature } from "../entitlements/index.ts";
import { findPersonOfUser } from "./directory/person-store.ts";
import { listProvenDomains } from "./domain-store.ts";
import { requireConnection } from "./require-connection.ts";
import { EnforceInput, SsoConnection } from "./schema.ts";
import { changeConnection } from "./store.ts";
import { viewConnection } from "./view-connection.ts";

const RECENT_MS = 15 * 60_000;

/**
 * Makes people of the proven domains sign in by the provider and no other way. Asks that whoever decides this has come
 * through themself within 15 minutes, so that nobody locks everybody out by a setting that does not work.
 */
export const enforceSso = command({
  verb: "sso.enforce",
  permission: "sso:write",
  input: EnforceInput,
  output: SsoConnection,
  prepare: ({ ctx, input }) => (input.isEnforced ? requireFeature(ctx, "sso") : Promise.resolve()),
  async run({ ctx, input: { isEnforced } }) {
    const before = await requireConnection(ctx);
    if (isEnforced) {
      if (!before.isEnabled) throw refusal("disabled", "Switch single sign-on on first.");
      if ((await listProvenDomains(ctx.db)).length === 0) {
        throw refusal("no_domain", "Prove at least one e-mail domain first.");
      }
      const person = ctx.actor.type === "user" ? await findPersonOfUser(ctx.db, ctx.actor.userId) : null;
      const signedInAt = person?.signedInAt?.getTime() ?? 0;
      if (ctx.now().getTime() - signedInAt > RECENT_MS) {
        throw refusal("not_signed_in_by_sso", "Run the test first: sign in by the provider yourself.");
      }
    }
    await changeConnection(ctx.db, before.id, { isEnforced });
    const value = viewConnection(await requireConnection(ctx));
    return { value, audit: { entityId: before.id, before: viewConnection(before), after: value } };
  },
});

const refusal = (reason: string, message: string) => new AppError("conflict", message, { reason });
