import { decryptXml, type parseDomFromString, xpath } from "@node-saml/node-saml/lib/xml.js";
import { ssoRefusal } from "../words.ts";

const XENC = "http://www.w3.org/2001/04/xmlenc#";
const XENC11 = "http://www.w3.org/2009/xmlenc11#";
/** What our metadata offers. RSA PKCS #1 v1.5 lets who asks often enough read along (Bleichenbacher 1998). */
const ALLOWED = new Set([
  `${XENC}rsa-oaep-mgf1p`,
  `${XENC}aes128-cbc`,
  `${XENC}aes256-cbc`,
  `${XENC11}aes128-gcm`,
  `${XENC11}aes256-gcm`,
]);
const ENCRYPTED = "/*[local-name()='Response']/*[local-name()='EncryptedAssertion']";

/**
 * The encrypted assertion of a response, still encrypted; null where it is plain.
 * @throws AppError `forbidden` for a way of encrypting that we do not open
 */
export function encryptedAssertionOf(
  response: Awaited<ReturnType<typeof parseDomFromString>>,
): string | null {
  const [found] = xpath.selectElements(response, ENCRYPTED);
  if (!found) return null;
  const ways = xpath.selectAttributes(
    response,
    `${ENCRYPTED}//*[local-name()='EncryptionMethod']/@Algorithm`,
  );
  const refused = ways.map(({ value }) => value).find((way) => !ALLOWED.has(way));
  if (refused !== undefined) throw ssoRefusal("encryption_refused", `The algorithm is ${refused}.`);
  return found.toString();
}

export const decrypt = (encryptedAssertion: string, privateKey: string): Promise<string> =>
  decryptXml(encryptedAssertion, privateKey);
