import type { Ports } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";

/**
 * Moves or unmoves one tenant at a time, over all processes. The embedded database has one process anyway.
 * @throws AppError `conflict` when another process is at it
 */
export async function alone<T>({ database }: Ports, tenantId: string, work: () => Promise<T>): Promise<T> {
  if (database.kind === "pglite") return work();
  const client = await database.connect({ role: "system" });
  client.on("error", () => {}); // its lock is gone then, and every step asks for itself whether the move is still ours
  try {
    const { rows } = await client.query(
      "select pg_try_advisory_lock(hashtextextended('move:' || $1, 0)) as is_mine",
      [tenantId],
    );
    if (!rows[0]?.is_mine) throw new AppError("conflict", "This tenant is being moved by another process.");
    return await work();
  } finally {
    await client.query("select pg_advisory_unlock_all()").catch(() => {});
    client.release(true); // and if that was not heard, the lock ends with the connection
  }
}
