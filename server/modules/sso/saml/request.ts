import type { SamlSettings } from "../schema.ts";
import { openSaml, type ServiceProvider } from "./provider.ts";

/** An AuthnRequest by HTTP-Redirect (SAML 2.0 Bindings §3.4). */
export function requestUrl(
  settings: SamlSettings,
  {
    relayState,
    isAgain,
    ...self
  }: ServiceProvider & { relayState: string; requestId: string; isAgain: boolean },
): Promise<string> {
  return openSaml(settings, self, { id: self.requestId, isAgain }).getAuthorizeUrlAsync(
    relayState,
    undefined,
    {},
  );
}
