import type { TenantEvent } from "#server/kernel/background.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import type { Role } from "#server/kernel/permission.ts";
import { tenantCtx } from "../audit/index.ts";
import { tenantLook } from "../branding/index.ts";
import { tenantHome } from "../domains/index.ts";
import { listMembers } from "../members/index.ts";
import { resolveTenant } from "../tenancy/index.ts";

export interface OwnersNotice {
  subject: string;
  text: string;
}

/**
 * Tells the owners, or people of other roles, what has happened, and where to see to it on an address of the workspace
 * that works. Mails are named by the event and its reader, so hearing it twice is quiet, whoever has joined since.
 */
export async function mailOwners(
  ports: Ports,
  event: TenantEvent,
  notice: OwnersNotice,
  path: string,
  roles: readonly Role[] = ["owner"],
): Promise<void> {
  const tenant = await resolveTenant(ports, { id: event.tenantId });
  if (!tenant) return;
  const ctx = tenantCtx(ports, tenant, { type: "system", process: "mail-owners" });
  const found = await Promise.all(roles.map((role) => listMembers.call(ctx, { role })));
  const owners = found.flatMap(({ members }) => members);
  const { companyName } = await tenantLook(ports, tenant);
  const page = `${await tenantHome(ports, tenant)}${path}`;
  for (const { userId, name, email } of owners) {
    await ports.mailer.send({
      id: `${event.id}-${userId}`,
      to: email,
      fromName: companyName,
      subject: notice.subject,
      text: `Hello ${name},\n\n${notice.text}\n\n${page}\n`,
    });
  }
}
