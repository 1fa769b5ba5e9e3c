import type { Ports } from "#server/kernel/ctx.ts";
import { readAnchors } from "./anchors.ts";
import {
  findHead,
  findPlatformHead,
  listAuditedTenants,
  listHeads,
  readChain,
  readPlatformChain,
  wasErased,
} from "./read-store.ts";
import type { ChainReport } from "./schema.ts";
import { PLATFORM } from "./store.ts";
import { verifyChain } from "./verify-chain.ts";

export interface ScopeReport extends ChainReport {
  /** A tenant's id, or `platform`. */
  scope: string;
}

/** Every chain of the installation against its rows, its head and the anchors in DATA_DIR; one after the other. */
export async function* verifyEverything(
  ports: Ports,
  only: string | null = null,
): AsyncGenerator<ScopeReport> {
  const db = ports.systemDb.client;
  const key = ports.auditKey.reveal();
  const anchors = await readAnchors(ports.env);
  const heads = await listHeads(db);
  const scopes = new Set([
    PLATFORM,
    ...heads.map(({ scope }) => scope),
    ...(await listAuditedTenants(db)),
    ...anchors.keys(),
  ]);
  for (const scope of [...scopes].toSorted()) {
    if (only !== null && scope !== only) continue;
    if (!heads.some((head) => head.scope === scope) && (await wasErased(db, scope))) continue;
    const isPlatform = scope === PLATFORM;
    const head = isPlatform ? await findPlatformHead(db) : await findHead(db, scope);
    const rows = isPlatform ? readPlatformChain(db) : readChain(db, scope);
    yield { scope, ...(await verifyChain(key, scope, rows, head, anchors.get(scope))) };
  }
}
