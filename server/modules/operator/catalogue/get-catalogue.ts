import { notFound } from "#server/kernel/errors.ts";
import { platformQuery } from "#server/kernel/verb.ts";
import { newestVersion } from "../../billing/index.ts";
import { Nothing } from "../schema.ts";
import { CatalogueVersionView } from "./schema.ts";
import { viewVersion } from "./view-version.ts";

/** The price list in force: what a change is based on. */
export const getCatalogue = platformQuery({
  verb: "catalogue.get",
  access: "operator",
  input: Nothing,
  output: CatalogueVersionView,
  async run({ ctx }) {
    const newest = await newestVersion(ctx.db, ctx.ports.env.CATALOGUE);
    if (!newest) throw notFound("The price list");
    return viewVersion(newest);
  },
});
