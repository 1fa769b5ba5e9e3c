import { query } from "#server/kernel/verb.ts";
import { Invitations } from "./invitation-schema.ts";
import { listUnanswered } from "./invitation-store.ts";
import { invitationViews } from "./invitation-view.ts";
import { Nothing } from "./schema.ts";

/** Those that were not answered yet, also when they have expired. */
export const listInvitations = query({
  verb: "invitation.list",
  permission: "member:read",
  input: Nothing,
  output: Invitations,
  run: async ({ ctx }) => invitationViews(ctx, await listUnanswered(ctx.db)),
});
