import type { Ports } from "#server/kernel/ctx.ts";
import { latestSessions } from "./store.ts";

/** When each of these people was last seen on a host of this tenant's own, by user id. */
export async function lastSeenAt(
  ports: Ports,
  tenantId: string,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const rows = await latestSessions(ports.systemDb.client, tenantId, userIds);
  return new Map(
    rows.flatMap(({ userId, _max: { lastSeenAt: seen, createdAt } }) => {
      const at = seen && createdAt && seen < createdAt ? createdAt : (seen ?? createdAt);
      return at ? [[userId, at] as const] : [];
    }),
  );
}
