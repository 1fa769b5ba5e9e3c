import { AppError } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { requireFeature } from "../entitlements/index.ts";
import { requireConnection } from "./require-connection.ts";
import { EnableInput, SsoConnection } from "./schema.ts";
import { changeConnection } from "./store.ts";
import { viewConnection } from "./view-connection.ts";

/** Shows the button on the sign-in page, once somebody has signed in by it; or takes it away, and the obligation with it. */
export const enableSso = command({
  verb: "sso.enable",
  permission: "sso:write",
  input: EnableInput,
  output: SsoConnection,
  prepare: ({ ctx, input }) => (input.isEnabled ? requireFeature(ctx, "sso") : Promise.resolve()),
  async run({ ctx, input: { isEnabled } }) {
    const before = await requireConnection(ctx);
    if (isEnabled && !before.testedAt) {
      throw new AppError("conflict", "Sign in once by the test before you switch it on.", {
        reason: "untested",
      });
    }
    await changeConnection(ctx.db, before.id, { isEnabled, ...(isEnabled ? {} : { isEnforced: false }) });
    const value = viewConnection(await requireConnection(ctx));
    return { value, audit: { entityId: before.id, before: viewConnection(before), after: value } };
  },
});
