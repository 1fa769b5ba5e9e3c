import { notFound } from "#server/kernel/errors.ts";
import { platformQuery } from "#server/kernel/verb.ts";
import { tokenHash } from "#server/platform/token.ts";
import { findUserByEmail } from "../auth/index.ts";
import { FindInvitationInput, FoundInvitation } from "./invitation-schema.ts";
import { findByToken } from "./invitation-store.ts";
import { invitationStatus } from "./rules.ts";

/**
 * What a link offers. It may say whether its address has an account: the token reached only that mailbox.
 * @throws AppError `not_found` for a token that was never one, was replaced by a newer link, or is another tenant's
 */
export const findInvitation = platformQuery({
  verb: "invitation.find",
  access: "public",
  input: FindInvitationInput,
  output: FoundInvitation,
  async run({ ctx, input }) {
    const invitation = await findByToken(ctx.db, input.tenantId, tokenHash(input.token));
    if (!invitation) throw notFound("This invitation");
    const { email, role, invitedByName, expiresAt } = invitation;
    return {
      status: invitationStatus(invitation, ctx.now()),
      email,
      role,
      invitedByName,
      expiresAt: expiresAt.toISOString(),
      next: await nextStep(),
    };

    async function nextStep(): Promise<FoundInvitation["next"]> {
      if (ctx.actor.type === "user") return ctx.actor.email === email ? "accept" : "switch_account";
      return (await findUserByEmail(ctx.db, email)) ? "sign_in" : "register";
    }
  },
});
