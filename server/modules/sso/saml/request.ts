import type { SamlSettings } from "../schema.ts";
import { openSaml, type Request, type ServiceProvider } from "./provider.ts";

/** An AuthnRequest by HTTP-Redirect, its query signed where the provider asks for that (SAML 2.0 Bindings §3.4). */
export function requestUrl(
  settings: SamlSettings,
  self: ServiceProvider,
  { relayState, ...request }: Request & { relayState: string },
): Promise<string> {
  return openSaml(settings, self, { request }).getAuthorizeUrlAsync(relayState, undefined, {});
}
