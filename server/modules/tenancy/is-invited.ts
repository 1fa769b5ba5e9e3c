import type { Ports } from "#server/kernel/ctx.ts";
import { hasOpenInvitation } from "./store.ts";

/** Whether a person with this address may sign in at a tenant they don't belong to yet, in order to accept. */
export const isInvited = (ports: Ports, tenantId: string, email: string): Promise<boolean> =>
  hasOpenInvitation(ports.tenantDb(tenantId).client, email, ports.clock.now());
