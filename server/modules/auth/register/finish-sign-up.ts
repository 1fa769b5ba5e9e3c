import { platformCommand } from "#server/kernel/verb.ts";
import { hashPassword } from "#server/platform/password.ts";
import { closeLink, dataOf } from "../links/link-store.ts";
import { deadLink, requireLink } from "../links/request-link.ts";
import { requireGoodPassword } from "../password-rules.ts";
import { requireTryRate } from "../rates.ts";
import { FinishSignUpInput, FinishSignUpResult } from "../register-schema.ts";
import { openSignedInSession } from "../sessions/open-signed-in-session.ts";
import { openAccount } from "./open-account.ts";

/**
 * Whoever reads the mail chooses the password, and has the account and the workspace, signed in on the root domain. All
 * of it happens, or none.
 */
export const finishSignUp = platformCommand({
  verb: "auth.finishSignUp",
  access: "public",
  input: FinishSignUpInput,
  output: FinishSignUpResult,
  async prepare({ ctx, input }) {
    await requireTryRate(ctx);
    const link = await requireLink(ctx, "sign_up", "sign_up", input.token);
    const { name = "", company = "", slug = "" } = dataOf(link);
    requireGoodPassword(input.password, { email: link.email, names: [company] });
    const passwordHash = await hashPassword(input.password);
    return { linkId: link.id, account: { name, company, slug, email: link.email, passwordHash } };
  },
  async run({ ctx, prepared: { linkId, account } }) {
    if (!(await closeLink(ctx.db, linkId, ctx.now()))) throw deadLink();
    const { userId, value, ...opened } = await openAccount(ctx, account);
    const proof = { userId, hostTenantId: null, method: "sign_up" as const, secondFactor: false };
    const { signedIn } = await openSignedInSession(ctx, proof);
    return { ...opened, value: { ...value, signedIn } };
  },
});
