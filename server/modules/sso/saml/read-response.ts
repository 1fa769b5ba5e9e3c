import { isAppError } from "#server/kernel/errors.ts";
import type { Identity, SamlSettings } from "../schema.ts";
import { ssoRefusal } from "../words.ts";
import { attributesOf, identityOf } from "./attributes.ts";
import { checkAssertion, type Expected } from "./check-assertion.ts";
import { openSaml } from "./provider.ts";

const MAX_RESPONSE_CHARS = 400_000;
/** SHA-1 signatures can be forged by collision; a document type brings entities that nobody needs. */
const REFUSED = /xmldsig#(?:rsa-sha1|dsa-sha1|hmac-sha1|sha1)"|<!DOCTYPE|<!ENTITY/i;

/**
 * What a SAML response says, after every check.
 * @param samlResponse base64, as posted.
 * @throws AppError `forbidden` with the problem's code
 */
export async function readResponse(
  settings: SamlSettings,
  samlResponse: string,
  expected: Omit<Expected, "idpEntityId">,
): Promise<Identity> {
  if (samlResponse.length > MAX_RESPONSE_CHARS) throw ssoRefusal("too_large");
  if (REFUSED.test(Buffer.from(samlResponse, "base64").toString("utf8"))) {
    throw ssoRefusal("signature_invalid", "SHA-1 and document types are not accepted.");
  }
  try {
    const { profile } = await openSaml(settings, expected).validatePostResponseAsync({
      SAMLResponse: samlResponse,
    });
    if (!profile?.getAssertion) throw ssoRefusal("response_invalid", "There was no assertion.");
    checkAssertion(profile.getAssertion(), { ...expected, idpEntityId: settings.entityId });
    return identityOf(profile.nameID, attributesOf(profile.attributes), settings);
  } catch (error) {
    throw explain(error);
  }
}

/** node-saml's errors have no codes; what they say is for administrators, and the kind is told by its words. */
function explain(error: unknown): unknown {
  if (isAppError(error) || !(error instanceof Error)) return error;
  if (error.name === "SamlStatusError" || "xmlStatus" in error)
    return ssoRefusal("provider_refused", error.message);
  if (/signature|signed/i.test(error.message)) return ssoRefusal("signature_invalid", error.message);
  if (/audience/i.test(error.message)) return ssoRefusal("token_invalid", error.message);
  return ssoRefusal("response_invalid", error.message);
}
