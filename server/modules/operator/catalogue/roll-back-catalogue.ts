import { platformCommand } from "#server/kernel/verb.ts";
import { publishVersion } from "./publish-version.ts";
import { CatalogueVersionView, RollBackCatalogueInput } from "./schema.ts";
import { mustFindVersion } from "./view-version.ts";

/** Publishes an older version anew, on the same conditions as any other. */
export const rollBackCatalogue = platformCommand({
  verb: "catalogue.rollBack",
  access: "operator",
  input: RollBackCatalogueInput,
  output: CatalogueVersionView,
  async run({ ctx, input: { version, basedOn } }) {
    const { content } = await mustFindVersion(ctx, version);
    return publishVersion(ctx, basedOn, { content, restoredFrom: version });
  },
});
