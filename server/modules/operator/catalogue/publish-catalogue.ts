import { platformCommand } from "#server/kernel/verb.ts";
import { publishVersion } from "./publish-version.ts";
import { CatalogueVersionView, PublishCatalogueInput } from "./schema.ts";

/**
 * Publishes a new version of the price list. Sold prices stay with those who have them; limits and features hold for
 * everybody at once. The same again is quiet.
 * @throws AppError `invalid_input` with the path of what is wrong, `conflict` when it is based on an older version
 * (`catalogue_changed`), or leaves out what tenants stand on (`catalogue_in_use`)
 */
export const publishCatalogue = platformCommand({
  verb: "catalogue.publish",
  access: "operator",
  input: PublishCatalogueInput,
  output: CatalogueVersionView,
  run: ({ ctx, input }) => publishVersion(ctx, input.basedOn, { content: input.content }),
});
