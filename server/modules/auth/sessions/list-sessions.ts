import { platformQuery } from "#server/kernel/verb.ts";
import { deviceKind, deviceName } from "#server/platform/device.ts";
import { resolveTenant } from "../../tenancy/index.ts";
import { Nothing } from "../../tenancy/schema.ts";
import { signedIn } from "../signed-in.ts";
import { idleMs } from "./rules.ts";
import { SessionList } from "./schema.ts";
import { listLiveSessions } from "./store.ts";

/** Everywhere the person is signed in, on all hosts; this session first, then the latest seen. */
export const listSessions = platformQuery({
  verb: "session.list",
  access: "user",
  input: Nothing,
  output: SessionList,
  async run({ ctx }) {
    const { userId, sessionId } = signedIn(ctx);
    const now = ctx.now();
    const idleSince = new Date(now.getTime() - idleMs(ctx.ports.env));
    const rows = await listLiveSessions(ctx.db, userId, now, idleSince);
    const list = await Promise.all(
      rows.map(async (row) => ({
        id: row.id,
        isCurrent: row.id === sessionId,
        workspace: await workspaceName(row.hostTenantId),
        device: { name: deviceName(row.userAgent), kind: deviceKind(row.userAgent) },
        method: row.method,
        address: row.address,
        country: row.country,
        createdAt: row.createdAt.toISOString(),
        lastSeenAt: (row.lastSeenAt ?? row.createdAt).toISOString(),
        expiresAt: row.expiresAt.toISOString(),
      })),
    );
    return list.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent));

    async function workspaceName(tenantId: string | null): Promise<string | null> {
      return tenantId && ((await resolveTenant(ctx.ports, { id: tenantId }))?.name ?? null);
    }
  },
});
