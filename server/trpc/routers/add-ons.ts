import { listAddOnOffers, listAddOns, previewAddOn, setAddOn } from "#server/modules/billing/index.ts";
import { mutationOf, queryOf, router } from "../init.ts";

export const addOnsRouter = router({
  listOffers: queryOf(listAddOnOffers),
  list: queryOf(listAddOns),
  preview: queryOf(previewAddOn),
  set: mutationOf(setAddOn),
});
