import type { Ports } from "#server/kernel/ctx.ts";
import { isAppError } from "#server/kernel/errors.ts";
import { platformCtx } from "../../audit/index.ts";
import {
  appendVersion,
  catalogueHash,
  lockVersions,
  newestVersion,
  readCatalogue,
  versionTrace,
} from "../../billing/index.ts";
import { requireUnused } from "./require-unused.ts";

/** `edited`: an operator's version lies on top and stays. */
export type PresetOutcome =
  | { kind: "installed"; version: number }
  | { kind: "unchanged" }
  | { kind: "edited"; version: number }
  | { kind: "in_use"; message: string };

/** Makes the preset of `CATALOGUE` the newest version when its file has changed, unless an operator has published one since. */
export async function installPreset(ports: Ports): Promise<PresetOutcome> {
  const { CATALOGUE } = ports.env;
  const content = readCatalogue(CATALOGUE);
  const ctx = platformCtx(ports, { type: "system", process: "catalogue" });
  return ctx
    .transaction<PresetOutcome>(async (tx) => {
      await lockVersions(tx.ctx.db, CATALOGUE);
      const newest = await newestVersion(tx.ctx.db, CATALOGUE);
      if (newest && catalogueHash(newest.content) === catalogueHash(content)) return { kind: "unchanged" };
      if (newest?.source === "operator") return { kind: "edited", version: newest.version };
      if (newest) await requireUnused(tx.ctx.db, newest.content, content);
      const version = await appendVersion(tx.ctx, newest, { content, source: "preset" });
      await tx.recordAudit("catalogue.install", { entityId: CATALOGUE, after: versionTrace(version) });
      return { kind: "installed", version: version.version };
    })
    .catch((error: unknown) => {
      if (isAppError(error)) return { kind: "in_use", message: error.message };
      throw error;
    });
}
