import { platformQuery } from "#server/kernel/verb.ts";
import { CatalogueVersionView, NamedVersion } from "./schema.ts";
import { mustFindVersion, viewVersion } from "./view-version.ts";

export const getCatalogueVersion = platformQuery({
  verb: "catalogue.getVersion",
  access: "operator",
  input: NamedVersion,
  output: CatalogueVersionView,
  run: async ({ ctx, input }) => viewVersion(await mustFindVersion(ctx, input.version)),
});
