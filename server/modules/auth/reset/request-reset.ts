import { platformCommand } from "#server/kernel/verb.ts";
import { requestLink } from "../links/request-link.ts";
import { requireMailRate } from "../rates.ts";
import { RequestResetInput, ResetRequested } from "../reset-schema.ts";

/** Somebody forgot a password. Whether there is such an account is looked up later, by the worker that mails. */
export const requestReset = platformCommand({
  verb: "auth.requestReset",
  access: "public",
  input: RequestResetInput,
  output: ResetRequested,
  prepare: ({ ctx, input }) => requireMailRate(ctx, "reset", input.email),
  async run({ ctx, input: { email } }) {
    const link = await requestLink(ctx, { purpose: "reset", email });
    const expiresInMinutes = Math.round((link.expiresAt.getTime() - ctx.now().getTime()) / 60_000);
    return { value: { email, expiresInMinutes }, audit: { entityId: link.id }, events: [link.event] };
  },
});
