import type { Subscriber } from "#server/kernel/background.ts";
import { tokenHash } from "#server/platform/token.ts";
import { tenantLook } from "../branding/index.ts";
import { tenantHome } from "../domains/index.ts";
import { resolveTenant } from "../tenancy/index.ts";
import { findInvitation } from "./invitation-store.ts";
import { openToken } from "./invitation-token.ts";
import { invitationStatus } from "./rules.ts";

const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/**
 * Mails the link, in the tenant's name. The token is in the fragment, which browsers send to nobody: no log and no
 * Referer has it. A link that was replaced or revoked before the mail went out is not sent.
 */
export const mailInvitation: Subscriber = {
  name: "mail-invitation",
  events: ["invitation.sent"],
  async run(ports, { id, tenantId, invitationId, sealedToken }) {
    const tenant = await resolveTenant(ports, { id: tenantId });
    const invitation = await findInvitation(ports.tenantDb(tenantId).client, String(invitationId));
    if (!tenant || !invitation || invitationStatus(invitation, ports.clock.now()) !== "open") return;
    const token = (await openToken(ports, tenantId, String(sealedToken))).reveal();
    if (tokenHash(token) !== invitation.tokenHash) return;
    const { companyName } = await tenantLook(ports, tenant);
    const home = await tenantHome(ports, tenant);
    const { email, role, invitedByName, expiresAt } = invitation;
    const who = invitedByName ? `${invitedByName} invites you` : "You are invited";
    await ports.mailer.send({
      id,
      to: email,
      fromName: companyName,
      subject: `${invitedByName || companyName} invites you to ${companyName}`,
      text: [
        `${who} to join ${companyName} as ${role === "admin" ? "an" : "a"} ${role}.`,
        `Accept the invitation here:\n${home}/invite#${token}`,
        `The link is for ${email} and works until ${DATE.format(expiresAt)}. If you did not expect it, ignore this mail.`,
      ].join("\n\n"),
    });
  },
};
