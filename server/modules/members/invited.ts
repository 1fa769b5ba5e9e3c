import type { Ports } from "#server/kernel/ctx.ts";
import { hasOpenInvitationFor } from "./invitation-store.ts";

/** Whether a person with this address may sign in at a tenant they don't belong to yet, in order to accept. */
export const isInvited = (ports: Ports, tenantId: string, email: string): Promise<boolean> =>
  hasOpenInvitationFor(ports.tenantDb(tenantId).client, tenantId, email, ports.clock.now());
