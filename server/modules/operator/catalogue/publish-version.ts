import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { AppError, fieldError } from "#server/kernel/errors.ts";
import {
  appendVersion,
  type Catalogue,
  catalogueHash,
  lockVersions,
  newestVersion,
  versionTrace,
} from "../../billing/index.ts";
import { requireUnused } from "./require-unused.ts";
import { viewVersion } from "./view-version.ts";

/** The operator's new version as the outcome of a command: call it in a transaction. */
export async function publishVersion(
  ctx: PlatformCtx,
  basedOn: number,
  { content, restoredFrom }: { content: Catalogue; restoredFrom?: number },
) {
  const { CATALOGUE } = ctx.ports.env;
  if (content.key !== CATALOGUE) {
    throw fieldError("content.key", `This installation sells from ${CATALOGUE}.`, {
      reason: "other_catalogue",
    });
  }
  await lockVersions(ctx.db, CATALOGUE);
  const newest = await newestVersion(ctx.db, CATALOGUE);
  if (newest && catalogueHash(newest.content) === catalogueHash(content)) {
    return { value: viewVersion(newest), audit: { entityId: CATALOGUE, after: { version: newest.version } } };
  }
  if (!newest || newest.version !== basedOn) {
    throw new AppError(
      "conflict",
      `The price list was changed meanwhile: version ${newest?.version ?? 0} is in force. Look at it before you publish.`,
      { reason: "catalogue_changed", version: newest?.version ?? 0 },
    );
  }
  await requireUnused(ctx.db, newest.content, content);
  const version = await appendVersion(ctx, newest, {
    content,
    source: "operator",
    ...(restoredFrom === undefined ? {} : { restoredFrom }),
  });
  return {
    value: viewVersion(version),
    audit: { entityId: CATALOGUE, before: versionTrace(newest), after: versionTrace(version) },
  };
}
