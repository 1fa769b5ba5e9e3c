import type { Ctx } from "#server/kernel/ctx.ts";
import { selfMetadata } from "./saml/metadata.ts";
import type { ServiceProvider } from "./saml/provider.ts";
import { findConnection } from "./store.ts";

/** Our SAML metadata on one host; with our certificates, once a provider is saved that we have keys for. */
export async function describeSelf({ db }: Ctx, self: ServiceProvider): Promise<string> {
  const connection = await findConnection(db);
  if (connection?.kind !== "saml") return selfMetadata(self);
  const { certificates, settings } = connection;
  return selfMetadata(self, { certificates, signRequests: settings.signRequests });
}
