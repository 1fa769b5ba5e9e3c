import { Secret } from "#server/kernel/secret.ts";
import { command } from "#server/kernel/verb.ts";
import { requireFeature } from "../entitlements/index.ts";
import { lockMembers } from "../members/index.ts";
import { SECRET_PURPOSE } from "./oidc/provider.ts";
import { requireConnection } from "./require-connection.ts";
import { OidcSettings, SaveOidcInput, SsoConnection } from "./schema.ts";
import { findConnection, writeConnection } from "./store.ts";
import { viewConnection } from "./view-connection.ts";

/** Sets up, or changes, OpenID Connect. Another issuer is another provider: it starts switched off. */
export const saveOidc = command({
  verb: "sso.saveOidc",
  permission: "sso:write",
  input: SaveOidcInput,
  output: SsoConnection,
  async prepare({ ctx, input: { clientSecret } }) {
    await requireFeature(ctx, "sso");
    return clientSecret
      ? ctx.ports.vault.seal({ tenantId: ctx.tenant.id }, SECRET_PURPOSE, new Secret(clientSecret))
      : null;
  },
  async run({ ctx, input: { name, clientSecret: _, ...input }, prepared: sealed }) {
    await lockMembers(ctx.db, ctx.tenant.id);
    const before = await findConnection(ctx.db);
    const settings = OidcSettings.parse(input);
    const isSameIssuer = before?.kind === "oidc" && before.settings.issuer === settings.issuer;
    // A stored secret goes to the issuer it was entered for and to no other.
    const isSameClient = isSameIssuer && before.settings.clientId === settings.clientId;
    const sealedSecret = sealed ?? (isSameClient ? before.sealedSecret : null);
    const id = isSameIssuer ? before.id : ctx.newId();
    const draft = { id, kind: "oidc" as const, name, settings, sealedSecret };
    await writeConnection(ctx.db, ctx.tenant.id, draft, ctx.now());
    const value = viewConnection(await requireConnection(ctx));
    return { value, audit: { entityId: draft.id, before: before && viewConnection(before), after: value } };
  },
});
