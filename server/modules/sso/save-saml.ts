import { fieldError } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { requireFeature } from "../entitlements/index.ts";
import { requireConnection } from "./require-connection.ts";
import { certificateOf } from "./saml/metadata.ts";
import { SamlSettings, SaveSamlInput, SsoConnection } from "./schema.ts";
import { findConnection, writeConnection } from "./store.ts";
import { viewConnection } from "./view-connection.ts";

/** Sets up, or changes, SAML 2.0. Another entity ID is another provider: it starts switched off. */
export const saveSaml = command({
  verb: "sso.saveSaml",
  permission: "sso:write",
  input: SaveSamlInput,
  output: SsoConnection,
  async prepare({ ctx, input: { certificates, entryPoint } }) {
    await requireFeature(ctx, "sso");
    const isCertificate = certificates.every((text) => certificateOf(text) !== null);
    if (!isCertificate) throw fieldError("certificates", "This is not an X.509 certificate.");
    if (!entryPoint.startsWith("https:") && !ctx.ports.env.ALLOW_PRIVATE_ADDRESSES) {
      throw fieldError("entryPoint", "Enter an address that begins with https://.");
    }
  },
  async run({ ctx, input: { name, ...input } }) {
    const before = await findConnection(ctx.db);
    const settings = SamlSettings.parse(input);
    const isSameProvider = before?.kind === "saml" && before.settings.entityId === settings.entityId;
    const id = isSameProvider ? before.id : ctx.newId();
    const draft = { id, kind: "saml" as const, name, settings, sealedSecret: null };
    await writeConnection(ctx.db, ctx.tenant.id, draft, ctx.now());
    const value = viewConnection(await requireConnection(ctx));
    return { value, audit: { entityId: draft.id, before: before && viewConnection(before), after: value } };
  },
});
