import {
  acceptInvitation,
  findInvitation,
  getSeats,
  inviteMembers,
  leaveTenant,
  listInvitations,
  listMembers,
  removeMember,
  resendInvitation,
  resetTwoFactor,
  revokeInvitation,
  transferOwnership,
  updateMember,
} from "#server/modules/members/index.ts";
import { hereMutationOf, mutationOf, queryOf, router } from "../init.ts";

export const membersRouter = router({
  list: queryOf(listMembers),
  seats: queryOf(getSeats),
  update: mutationOf(updateMember),
  remove: mutationOf(removeMember),
  transferOwnership: mutationOf(transferOwnership),
  resetTwoFactor: hereMutationOf(resetTwoFactor),
  leave: hereMutationOf(leaveTenant),
});

export const invitationsRouter = router({
  list: queryOf(listInvitations),
  create: mutationOf(inviteMembers),
  resend: mutationOf(resendInvitation),
  revoke: mutationOf(revokeInvitation),
  // Reads, yet by POST: a query would carry the token in its address, and addresses are logged.
  find: hereMutationOf(findInvitation),
  accept: hereMutationOf(acceptInvitation),
});
