import { cache } from "react";
import { readAllowance } from "#server/modules/entitlements/index.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { tenantPage } from "./page.ts";

/** What the plan of a page's tenant does not include, with the plan that does; read once a request. */
export const pageLacks = cache(async (param: string) => {
  const { tenant } = await tenantPage(param);
  const { capabilities } = await readAllowance(installedPorts(), tenant);
  return capabilities.filter(({ isGranted }) => !isGranted);
});
