import { parseDomFromString, xpath } from "@node-saml/node-saml/lib/xml.js";
import { ssoRefusal } from "../words.ts";

type Document = Awaited<ReturnType<typeof parseDomFromString>>;

/** A document type brings entities that nobody needs. */
const DOCUMENT_TYPE = /<!DOCTYPE|<!ENTITY/i;
/** SHA-1 signatures can be forged by collision. */
const WEAK = /#(?:rsa-|dsa-|hmac-)?sha1$/i;
const SIGNED_BY =
  "//*[local-name()='SignatureMethod']/@Algorithm | //*[local-name()='Reference']//*[local-name()='DigestMethod']/@Algorithm";

/**
 * XML as node-saml will parse it.
 * @throws AppError `forbidden` for a document type or a signature by SHA-1; Error for what is no XML
 */
export async function acceptedDocument(xml: string): Promise<Document> {
  if (DOCUMENT_TYPE.test(xml)) throw ssoRefusal("signature_invalid", "Document types are not accepted.");
  const document = await parseDomFromString(xml);
  const weak = xpath.selectAttributes(document, SIGNED_BY).find(({ value }) => WEAK.test(value));
  if (weak) throw ssoRefusal("signature_invalid", `Signatures by ${weak.value} are not accepted.`);
  return document;
}
