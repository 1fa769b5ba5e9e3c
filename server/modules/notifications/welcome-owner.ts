import type { Subscriber } from "#server/kernel/background.ts";
import { tenantCtx } from "../audit/index.ts";
import { tenantLook } from "../branding/index.ts";
import { tenantHome } from "../domains/index.ts";
import { listMembers } from "../members/index.ts";
import { resolveTenant } from "../tenancy/index.ts";

/** Tells a new workspace's owner where it is. The mail's id is the event's, so hearing it twice is quiet. */
export const welcomeOwner: Subscriber = {
  name: "welcome-owner",
  events: ["tenant.created"],
  async run(ports, event) {
    const tenant = await resolveTenant(ports, { id: event.tenantId });
    if (!tenant) return;
    const ctx = tenantCtx(ports, tenant, { type: "system", process: "welcome-owner" });
    const owner = (await listMembers.call(ctx, { role: "owner", limit: 1 })).members[0];
    if (!owner) return;
    const { companyName } = await tenantLook(ports, tenant);
    const home = await tenantHome(ports, tenant);
    await ports.mailer.send({
      id: event.id,
      to: owner.email,
      fromName: companyName,
      subject: `${companyName} is ready`,
      text: `Hello ${owner.name},\n\nyour workspace is open at ${home}.\n`,
    });
  },
};
