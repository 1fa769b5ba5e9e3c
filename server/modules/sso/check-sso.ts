import type { Ctx } from "#server/kernel/ctx.ts";
import { query } from "#server/kernel/verb.ts";
import { tenantOrigin } from "../tenancy/index.ts";
import { endpointsOf } from "./endpoints.ts";
import { checkOidc } from "./oidc/check.ts";
import { requireConnection } from "./require-connection.ts";
import { checkSaml } from "./saml/check.ts";
import { Nothing, type SsoCheck, SsoChecks } from "./schema.ts";

/** Asks the provider what can be asked without a person, and says of each what is wrong with it. */
export const checkSso = query({
  verb: "sso.check",
  permission: "sso:read",
  input: Nothing,
  output: SsoChecks,
  run: ({ ctx }) => checksOf(ctx),
});

async function checksOf(ctx: Ctx): Promise<SsoCheck[]> {
  const connection = await requireConnection(ctx);
  const origin = tenantOrigin(ctx.ports, ctx.tenant.slug);
  switch (connection.kind) {
    case "oidc": {
      const { redirectUri } = endpointsOf(ctx.ports, ctx.tenant.slug, origin);
      return checkOidc(ctx.ports, ctx.tenant.id, connection, redirectUri);
    }
    case "saml":
      return checkSaml(connection, ctx.now());
    default:
      return connection satisfies never;
  }
}
