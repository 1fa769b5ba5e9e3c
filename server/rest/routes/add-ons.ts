import { listAddOnOffers, listAddOns, previewAddOn, setAddOn } from "#server/modules/billing/index.ts";
import { type Route, route } from "../route.ts";

export const addOnRoutes: readonly Route[] = [
  route("GET", "/billing/plans/add-ons", listAddOnOffers),
  route("GET", "/billing/add-ons", listAddOns),
  route("GET", "/billing/add-ons/{addOn}/price", previewAddOn),
  route("PUT", "/billing/add-ons/{addOn}", setAddOn),
];
