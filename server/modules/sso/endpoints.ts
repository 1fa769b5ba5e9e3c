import type { Ports } from "#server/kernel/ctx.ts";
import { tenantOrigin } from "../tenancy/index.ts";
import type { SsoEndpoints } from "./schema.ts";

const SSO_PATH = "/api/sso";

/** On one of the tenant's own hosts: where a provider sends people back to, and who we are to it. */
export function endpointsOf(ports: Ports, slug: string, origin: string): SsoEndpoints {
  return {
    origin,
    redirectUri: `${origin}${SSO_PATH}/callback`,
    acsUrl: `${origin}${SSO_PATH}/acs`,
    // One name on every host: a provider knows the workspace once, with as many addresses as it has.
    entityId: `${tenantOrigin(ports, slug)}${SSO_PATH}/metadata`,
    metadataUrl: `${origin}${SSO_PATH}/metadata`,
    scimUrl: `${origin}/scim/v2`,
  };
}
