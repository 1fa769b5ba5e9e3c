import { SAML, ValidateInResponseTo } from "@node-saml/node-saml";
import type { SamlSettings } from "../schema.ts";

export interface Request {
  id: string;
  /** The provider is to ask anew whom it has before it. */
  isAgain: boolean;
  /** PEM; null sends the request unsigned. */
  signingKey: string | null;
}

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
  { request, encryptionKey }: { request?: Request; encryptionKey?: string | null } = {},
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
    ...(request?.signingKey
      ? { privateKey: request.signingKey, signatureAlgorithm: "sha256", digestAlgorithm: "sha256" }
      : {}),
    ...(encryptionKey ? { decryptionPvk: encryptionKey } : {}),
  });
}
