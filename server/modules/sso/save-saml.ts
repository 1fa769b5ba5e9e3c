import { fieldError } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { requireFeature } from "../entitlements/index.ts";
import { lockMembers } from "../members/index.ts";
import { requireConnection } from "./require-connection.ts";
import { certificateOf } from "./saml/metadata.ts";
import { createOwnKeys, type NewOwnKeys } from "./saml/own-keys.ts";
import { SamlSettings, SaveSamlInput, SsoConnection } from "./schema.ts";
import { type Connection, findConnection, type SamlConnection, writeConnection } from "./store.ts";
import { viewConnection } from "./view-connection.ts";

/** Sets up, or changes, SAML 2.0. Another entity ID is another provider: it starts switched off. */
export const saveSaml = command({
  verb: "sso.saveSaml",
  permission: "sso:write",
  input: SaveSamlInput,
  output: SsoConnection,
  async prepare({ ctx, input: { certificates, entryPoint, entityId } }) {
    await requireFeature(ctx, "sso");
    const isCertificate = certificates.every((text) => certificateOf(text) !== null);
    if (!isCertificate) throw fieldError("certificates", "This is not an X.509 certificate.");
    if (!entryPoint.startsWith("https:") && !ctx.ports.env.ALLOW_PRIVATE_ADDRESSES) {
      throw fieldError("entryPoint", "Enter an address that begins with https://.");
    }
    return ownKeysAt(await findConnection(ctx.db), entityId) ?? createOwnKeys(ctx);
  },
  async run({ ctx, input: { name, ...input }, prepared }) {
    await lockMembers(ctx.db, ctx.tenant.id);
    const before = await findConnection(ctx.db);
    const settings = SamlSettings.parse(input);
    const isSameProvider = isSaml(before, settings.entityId);
    const id = isSameProvider ? before.id : ctx.newId();
    const keys = ownKeysAt(before, settings.entityId) ?? prepared;
    const draft = { id, kind: "saml" as const, name, settings, ...keys };
    await writeConnection(ctx.db, ctx.tenant.id, draft, ctx.now());
    const value = viewConnection(await requireConnection(ctx));
    return { value, audit: { entityId: draft.id, before: before && viewConnection(before), after: value } };
  },
});

const isSaml = (connection: Connection | null, entityId: string): connection is SamlConnection =>
  connection?.kind === "saml" && connection.settings.entityId === entityId;

/** The keys that this very provider knows already; another one gets keys of its own. */
function ownKeysAt(connection: Connection | null, entityId: string): NewOwnKeys | null {
  if (!isSaml(connection, entityId)) return null;
  const { certificates, sealedSecret } = connection;
  return certificates && sealedSecret ? { certificates, sealedSecret } : null;
}
