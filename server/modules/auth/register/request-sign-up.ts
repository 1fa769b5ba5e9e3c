import { platformCommand } from "#server/kernel/verb.ts";
import { reserveSlug } from "../../tenancy/index.ts";
import { requestLink } from "../links/request-link.ts";
import { requireMailRate } from "../rates.ts";
import { RequestSignUpInput, SignUpRequested } from "../register-schema.ts";

/**
 * A visitor asks for a workspace. Nothing is created and no account is looked up: the mail that follows finishes the
 * sign-up, or tells somebody who has an account how to sign in. Until then the slug is promised.
 */
export const requestSignUp = platformCommand({
  verb: "auth.requestSignUp",
  access: "public",
  input: RequestSignUpInput,
  output: SignUpRequested,
  prepare: ({ ctx, input }) => requireMailRate(ctx, "sign-up", input.email),
  async run({ ctx, input: { email, name, company, slug } }) {
    const link = await requestLink(ctx, { purpose: "sign_up", email, data: { name, company, slug } });
    await reserveSlug(ctx, { slug, holder: email, expiresAt: link.expiresAt });
    const expiresInMinutes = Math.round((link.expiresAt.getTime() - ctx.now().getTime()) / 60_000);
    return {
      value: { email, expiresInMinutes },
      audit: { entityId: link.id, after: { slug } },
      events: [link.event],
    };
  },
});
