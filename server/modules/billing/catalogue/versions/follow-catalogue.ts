import type { Ports } from "#server/kernel/ctx.ts";
import { PLATFORM_SIGNAL, platformCtx } from "../../../audit/index.ts";
import { heldCatalogue, holdCatalogue, readCatalogue } from "../catalogue.ts";
import { appendVersion, versionTrace } from "./append-version.ts";
import { lockVersions, newestVersion } from "./version-store.ts";

/** How late a process learns of a new version whose signal was lost. */
const POLL_MS = 5_000;

export interface CatalogueFollower {
  stop(): Promise<void>;
}

/**
 * Reads the price list in force, so that `catalogueOf` can answer, and reads it again when there is news of it. Where it has
 * no version yet, the preset becomes the first.
 */
export async function openCatalogue(ports: Ports): Promise<void> {
  if (heldCatalogue(ports)) return;
  await installFirst(ports);
  await refreshCatalogue(ports);
  ports.signal.subscribe(PLATFORM_SIGNAL, (message) => {
    if (isOfCatalogue(message)) void refreshQuietly(ports);
  });
}

/** The same for a process that lives long: it also asks now and then, for news that was lost. */
export async function followCatalogue(ports: Ports): Promise<CatalogueFollower> {
  await openCatalogue(ports);
  const stopping = new AbortController();
  const { signal } = stopping;
  const asking = (async () => {
    while (!signal.aborted) {
      await ports.clock.sleep(POLL_MS, signal);
      if (!signal.aborted) await refreshQuietly(ports);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await asking;
    },
  };
}

/** Holds the newest version, if it is newer than what is held. */
export async function refreshCatalogue(ports: Ports): Promise<void> {
  const { client } = ports.systemDb;
  const newer = await newestVersion(client, ports.env.CATALOGUE, heldCatalogue(ports)?.version);
  if (!newer || newer.version <= (heldCatalogue(ports)?.version ?? 0)) return;
  holdCatalogue(ports, { version: newer.version, catalogue: newer.content });
}

/** What can't be read leaves the version that is held in force. */
const refreshQuietly = (ports: Ports): Promise<void> =>
  refreshCatalogue(ports).catch((error) => ports.log.error({ err: error }, "price list"));

async function installFirst(ports: Ports): Promise<void> {
  const { CATALOGUE } = ports.env;
  if (await newestVersion(ports.systemDb.client, CATALOGUE)) return;
  const ctx = platformCtx(ports, { type: "system", process: "catalogue" });
  await ctx.transaction(async (tx) => {
    await lockVersions(tx.ctx.db, CATALOGUE);
    if (await newestVersion(tx.ctx.db, CATALOGUE)) return;
    const first = await appendVersion(tx.ctx, null, { content: readCatalogue(CATALOGUE), source: "preset" });
    await tx.recordAudit("catalogue.install", { entityId: first.catalogue, after: versionTrace(first) });
  });
}

const isOfCatalogue = (message: unknown): boolean =>
  typeof message === "object" && message !== null && "topic" in message && message.topic === "catalogue";
