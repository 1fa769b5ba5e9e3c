import { platformQuery } from "#server/kernel/verb.ts";
import { catalogueOf } from "../catalogue/catalogue.ts";
import { Nothing } from "../schema.ts";
import { AddOnOffers } from "./schema.ts";
import { viewAddOn } from "./view-add-on.ts";

/** What is sold beside the plans, for anyone. */
export const listAddOnOffers = platformQuery({
  verb: "addOn.listOffers",
  access: "public",
  input: Nothing,
  output: AddOnOffers,
  async run({ ctx }) {
    const catalogue = catalogueOf(ctx.ports);
    return catalogue.addOns.filter(({ isRetired }) => !isRetired).map((addOn) => viewAddOn(catalogue, addOn));
  },
});
