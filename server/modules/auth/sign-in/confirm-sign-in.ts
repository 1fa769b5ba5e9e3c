import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { recordEvent } from "../../audit/index.ts";
import { checkSecondFactor } from "../second-factor/index.ts";
import { openSignedInSession } from "../sessions/open-signed-in-session.ts";
import { hostTenantIdOf } from "../sessions/rules.ts";
import { takeAttempt } from "../throttle/take-attempt.ts";
import { ConfirmSignInInput, ConfirmSignInResult } from "./schema.ts";
import { ticketOver, ticketRef } from "./ticket.ts";
import { countTicketAttempt, findTicket, spendTicket } from "./ticket-store.ts";

/** The second half of a sign-in: the ticket that the password earned, and a code. */
export const confirmSignIn = platformCommand({
  verb: "auth.confirmSignIn",
  access: "public",
  input: ConfirmSignInInput,
  output: ConfirmSignInResult,
  async prepare({ ctx, input: { ticket, code } }) {
    const db = ctx.ports.systemDb.client;
    const ref = ticketRef(ctx.ports, ctx.client, ticket);
    const found = await findTicket(db, ref);
    if (!found) throw ticketOver();
    const attempt = await takeAttempt(ctx, "code", found.user.email);
    if (!(await countTicketAttempt(db, ref))) throw ticketOver();
    const factor = await checkSecondFactor(ctx, found.userId, code);
    if (!factor) throw await wrongCode(ctx, found.userId);
    await attempt.succeed();
    return { found, factor };
  },
  async run({ ctx, prepared: { found, factor } }) {
    const { userId, ticketHash, isRemembered } = found;
    if (!(await spendTicket(ctx.db, ticketHash, ctx.now()))) throw ticketOver();
    const { signedIn, events } = await openSignedInSession(ctx, {
      userId,
      hostTenantId: hostTenantIdOf(ctx.client),
      method: "password",
      secondFactor: true,
      isRemembered,
    });
    return {
      value: { signedIn },
      audit: { entityId: userId, userId, ...siteTenant(ctx), after: { factor } },
      events,
    };
  },
});

async function wrongCode(ctx: PlatformCtx, userId: string): Promise<AppError> {
  await recordEvent(ctx, "auth.secondFactorFailed", { entityId: userId, userId, ...siteTenant(ctx) });
  return new AppError("unauthenticated", "This code is not right, or was used before.", {
    reason: "wrong_code",
  });
}

function siteTenant({ client: { site } }: PlatformCtx) {
  return site?.tenant ? { tenantId: site.tenant.id } : {};
}
