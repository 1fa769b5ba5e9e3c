import {
  addDomain,
  checkDomain,
  listDomains,
  makePrimaryDomain,
  releaseDomain,
} from "#server/modules/domains/index.ts";
import { mutationOf, queryOf, router } from "../init.ts";

export const domainsRouter = router({
  list: queryOf(listDomains),
  add: mutationOf(addDomain),
  check: mutationOf(checkDomain),
  makePrimary: mutationOf(makePrimaryDomain),
  release: mutationOf(releaseDomain),
});
