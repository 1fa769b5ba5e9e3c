import { SAML, ValidateInResponseTo } from "@node-saml/node-saml";
import type { SamlSettings } from "../schema.ts";

export interface ServiceProvider {
  acsUrl: string;
  entityId: string;
}

/**
 * node-saml reads, verifies signatures and picks the one signed assertion. Who the assertion is for, when, and in
 * answer to what is checked by `checkAssertion`, on the signed bytes alone and by our own clock.
 */
export function openSaml(
  { entityId: idpIssuer, entryPoint, certificates }: SamlSettings,
  { acsUrl, entityId }: ServiceProvider,
  request?: { id: string; isAgain: boolean },
): SAML {
  return new SAML({
    callbackUrl: acsUrl,
    issuer: entityId,
    audience: entityId,
    entryPoint,
    idpIssuer,
    idpCert: certificates,
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    acceptedClockSkewMs: -1,
    validateInResponseTo: ValidateInResponseTo.never,
    ...(request ? { generateUniqueId: () => request.id, forceAuthn: request.isAgain } : {}),
  });
}
