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
import { type Route, route } from "../route.ts";

export const memberRoutes: readonly Route[] = [
  route("GET", "/members", listMembers),
  route("GET", "/members/seats", getSeats),
  route("POST", "/members/leave", leaveTenant, 200, "tenantId"),
  route("PATCH", "/members/{memberId}", updateMember),
  route("DELETE", "/members/{memberId}", removeMember),
  route("POST", "/members/{memberId}/transfer-ownership", transferOwnership),
  route("POST", "/members/{memberId}/reset-two-factor", resetTwoFactor, 200, "tenantId"),
  route("GET", "/invitations", listInvitations),
  route("POST", "/invitations", inviteMembers, 201),
  route("POST", "/invitations/find", findInvitation, 200, "tenantId"),
  route("POST", "/invitations/accept", acceptInvitation, 200, "tenantId"),
  route("POST", "/invitations/{invitationId}/resend", resendInvitation),
  route("DELETE", "/invitations/{invitationId}", revokeInvitation),
];
