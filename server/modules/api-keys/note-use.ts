import type { Ctx } from "#server/kernel/ctx.ts";
import { addressKey } from "#server/platform/address-key.ts";
import { RATE } from "#server/platform/rate-rules.ts";
import type { KeyRow } from "./rules.ts";
import { addNetwork, setUsed } from "./store.ts";

const WRITE_EVERY_MS = 60_000;

/**
 * Last use, written at most once a minute, and the first use from each network, which the log keeps too. `row` is the
 * cached one and is brought up to date, so that the next request has nothing to write.
 */
export async function noteUse(ctx: Ctx, row: KeyRow): Promise<void> {
  const now = ctx.now();
  const { address } = ctx.client;
  const unlessSince = new Date(now.getTime() - WRITE_EVERY_MS);
  if (!row.lastUsedAt || row.lastUsedAt <= unlessSince) {
    row.lastUsedAt = now;
    await setUsed(ctx.db, row.id, { now, address, unlessSince });
  }
  const network = addressKey(address);
  if (row.knownNetworks.includes(network)) return;
  row.knownNetworks = [...row.knownNetworks, network];
  const { isAllowed } = await ctx.ports.rateLimit.check(RATE.keyEvent, `network ${row.id}`);
  await ctx.transaction(async (tx) => {
    const isNew = await addNetwork(tx.ctx.db, row.id, network);
    if (isNew && isAllowed)
      await tx.recordAudit("key.useFromNewAddress", { entityId: row.id, after: { network } });
  });
}
