import { platformQuery } from "#server/kernel/verb.ts";
import { dataOf } from "../links/link-store.ts";
import { requireLink } from "../links/request-link.ts";
import { requireTryRate } from "../rates.ts";
import { PendingSignUp, TokenInput } from "../register-schema.ts";

/** What the link of a sign-up leads to, for whoever holds it. Reading does not use it up. */
export const getSignUp = platformQuery({
  verb: "auth.getSignUp",
  access: "public",
  input: TokenInput,
  output: PendingSignUp,
  async run({ ctx, input }) {
    await requireTryRate(ctx);
    const link = await requireLink(ctx, "sign_up", "sign_up", input.token);
    const { name = "", company = "", slug = "" } = dataOf(link);
    return { name, company, slug, email: link.email };
  },
});
