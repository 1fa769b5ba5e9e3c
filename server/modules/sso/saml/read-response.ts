import { isAppError } from "#server/kernel/errors.ts";
import type { Identity, SamlSettings } from "../schema.ts";
import { ssoRefusal } from "../words.ts";
import { acceptedDocument } from "./accepted-document.ts";
import { attributesOf, identityOf } from "./attributes.ts";
import { checkAssertion, type Expected } from "./check-assertion.ts";
import { decrypt, encryptedAssertionOf } from "./encryption.ts";
import { openSaml } from "./provider.ts";

const MAX_RESPONSE_CHARS = 400_000;
const BEFORE_SIGNATURE = new Set(["signature_invalid", "response_invalid"]);

/**
 * What a SAML response says, after every check.
 * @param samlResponse base64, as posted.
 * @throws AppError `forbidden` with the problem's code
 */
export async function readResponse(
  settings: SamlSettings,
  samlResponse: string,
  { encryptionKey, ...expected }: Omit<Expected, "idpEntityId"> & { encryptionKey(): Promise<string | null> },
): Promise<Identity> {
  if (samlResponse.length > MAX_RESPONSE_CHARS) throw ssoRefusal("too_large");
  const xml = Buffer.from(samlResponse, "base64").toString("utf8");
  const encrypted = await acceptedDocument(xml)
    .then(encryptedAssertionOf)
    .catch((error: unknown) => {
      throw explain(error);
    });
  const key = encrypted === null ? null : await encryptionKey();
  if (encrypted !== null && key === null)
    throw ssoRefusal("unopened", "There is no key yet: save the provider again.");
  try {
    if (encrypted !== null && key !== null) await acceptedDocument(await decrypt(encrypted, key));
    const { profile } = await openSaml(settings, expected, { encryptionKey: key }).validatePostResponseAsync({
      SAMLResponse: samlResponse,
    });
    if (!profile?.getAssertion) throw ssoRefusal("response_invalid", "There was no assertion.");
    const checked = { ...expected, idpEntityId: settings.entityId };
    const authenticatedAt = checkAssertion(profile.getAssertion(), checked);
    const identity = identityOf(profile.nameID, attributesOf(profile.attributes), settings);
    return { ...identity, authenticatedAt: authenticatedAt?.toISOString() ?? null };
  } catch (error) {
    throw encrypted === null ? explain(error) : explainEncrypted(error);
  }
}

/**
 * Until its signature was found valid, nothing about an encrypted answer is said but that it was not: a difference
 * between bad padding and a bad signature would decrypt answers byte by byte (Jager and Somorovsky 2011).
 */
function explainEncrypted(error: unknown): unknown {
  const known = explain(error);
  const isOfSigned = isAppError(known) && !BEFORE_SIGNATURE.has(String(known.details.reason));
  if (isOfSigned || !(error instanceof Error)) return known;
  return ssoRefusal("unopened", isAppError(error) ? String(error.details.detail) : error.message);
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
