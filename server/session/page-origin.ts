import { headers } from "next/headers";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { clientOf } from "./client.ts";
import { tenantPage } from "./page.ts";

/** The origin at which a tenant's page is being looked at, e.g. `https://acme.marque.example`. */
export async function pageOrigin(param: string): Promise<string> {
  const { lane } = await tenantPage(param);
  const { site } = clientOf(installedPorts(), await headers(), lane);
  return site?.origin ?? installedPorts().env.ROOT_URL;
}
