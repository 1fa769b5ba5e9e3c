import { platformQuery } from "#server/kernel/verb.ts";
import { listVersions } from "../../billing/index.ts";
import { CatalogueVersionList, ListCatalogueVersionsInput } from "./schema.ts";
import { viewVersion } from "./view-version.ts";

/** Every version of the price list, the newest first, by pages, without what they say. */
export const listCatalogueVersions = platformQuery({
  verb: "catalogue.listVersions",
  access: "operator",
  input: ListCatalogueVersionsInput,
  output: CatalogueVersionList,
  async run({ ctx, input: { cursor, limit } }) {
    const rows = await listVersions(ctx.db, ctx.ports.env.CATALOGUE, { before: cursor, limit: limit + 1 });
    const versions = rows.slice(0, limit);
    return {
      versions: versions.map(viewVersion),
      next: rows.length > limit ? (versions.at(-1)?.version ?? null) : null,
    };
  },
});
