import {
  getCatalogue,
  getCatalogueVersion,
  listCatalogueVersions,
  publishCatalogue,
  rollBackCatalogue,
} from "#server/modules/operator/index.ts";
import { type Route, route } from "../route.ts";

/** The operator's price list, version by version. */
export const catalogueRoutes: readonly Route[] = [
  route("GET", "/admin/catalogue", getCatalogue),
  route("GET", "/admin/catalogue/versions", listCatalogueVersions),
  route("POST", "/admin/catalogue/versions", publishCatalogue, 201),
  route("GET", "/admin/catalogue/versions/{version}", getCatalogueVersion),
  route("POST", "/admin/catalogue/versions/{version}/roll-back", rollBackCatalogue, 201),
];
