import {
  addDomain,
  checkDomain,
  listDomains,
  makePrimaryDomain,
  releaseDomain,
} from "#server/modules/domains/index.ts";
import { type Route, route } from "../route.ts";

export const domainRoutes: readonly Route[] = [
  route("GET", "/domains", listDomains),
  route("POST", "/domains", addDomain, 201),
  route("PUT", "/domains/primary", makePrimaryDomain),
  route("POST", "/domains/{domainId}/check", checkDomain),
  route("DELETE", "/domains/{domainId}", releaseDomain),
];
