import { getTenantInfo } from "#server/modules/operator/index.ts";
import {
  checkSlug,
  closeTenant,
  createTenant,
  getTenantState,
  listMyTenants,
  renameTenant,
  restoreTenant,
} from "#server/modules/tenancy/index.ts";
import { mutationOf, queryOf, router } from "../init.ts";

export const tenantsRouter = router({
  checkSlug: queryOf(checkSlug),
  create: mutationOf(createTenant),
  mine: queryOf(listMyTenants),
  info: queryOf(getTenantInfo),
  state: queryOf(getTenantState),
  rename: mutationOf(renameTenant),
  close: mutationOf(closeTenant),
  restore: mutationOf(restoreTenant),
});
