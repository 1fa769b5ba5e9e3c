import { signXml } from "@node-saml/node-saml/lib/xml.js";
import samlify from "samlify";
import { IDP } from "./saml-keys.ts";

samlify.setSchemaValidator({ validate: async () => "not checked: answers are ours" });

const URN = "urn:oasis:names:tc:SAML:2.0";
export const XENC = "http://www.w3.org/2001/04/xmlenc#";
export const IDP_ENTITY_ID = "https://idp.corp.test/metadata";
export const IDP_ENTRY_POINT = "https://idp.corp.test/sso";

export interface Answer {
  nameId: string;
  attributes: Record<string, string | string[]>;
}

const ATTRIBUTES = ["email", "displayName", "groups"].map((name) => ({
  name,
  valueTag: name,
  nameFormat: `${URN}:attrname-format:basic`,
  valueXsiType: "xs:string",
}));

export interface SamlIdpSettings {
  entryPoint?: string;
  /** Answers signed requests only. */
  wantsSigned?: boolean;
  encrypts?: boolean;
  keyEncryption?: string;
}

/** A real SAML identity provider (npm samlify) that reads our request and answers it. */
export function openSamlIdp(
  { privateKey, certificate } = IDP,
  {
    entryPoint = IDP_ENTRY_POINT,
    wantsSigned = false,
    encrypts = false,
    keyEncryption = `${XENC}rsa-oaep-mgf1p`,
  }: SamlIdpSettings = {},
) {
  const idp = samlify.IdentityProvider({
    entityID: IDP_ENTITY_ID,
    privateKey,
    signingCert: certificate,
    isAssertionEncrypted: encrypts,
    ...{ dataEncryptionAlgorithm: `${XENC}aes256-cbc`, keyEncryptionAlgorithm: keyEncryption },
    wantAuthnRequestsSigned: wantsSigned,
    requestSignatureAlgorithm: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    singleSignOnService: [{ Binding: `${URN}:bindings:HTTP-Redirect`, Location: entryPoint }],
    nameIDFormat: ["urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"],
    loginResponseTemplate: {
      context: samlify.SamlLib.defaultLoginResponseTemplate.context.replace(
        "{AuthnStatement}",
        '<saml:AuthnStatement AuthnInstant="{IssueInstant}"/>',
      ),
      attributes: ATTRIBUTES,
    },
  });
  return {
    metadata: idp.getMetadata(),
    /** @returns the form that the provider would have the browser post. */
    async answer(requestUrl: string, selfMetadata: string, { nameId, attributes }: Answer, now: Date) {
      const sp = samlify.ServiceProvider({ metadata: selfMetadata });
      const { search, searchParams } = new URL(requestUrl);
      const query = Object.fromEntries(searchParams);
      const [octetString = ""] = search.slice(1).split("&Signature=");
      const { extract } = await idp.parseLoginRequest(sp, "redirect", { query, octetString });
      const tags = tagsFor(
        String(extract.request?.id),
        sp.entityMeta.getAssertionConsumerService("post"),
        now,
      );
      const fill = (template: string) => ({
        id: tags.ID,
        context: samlify.SamlLib.replaceTagsByValue(template, {
          ...tags,
          Audience: sp.entityMeta.getEntityID(),
          NameID: nameId,
          ...Object.fromEntries(
            Object.entries(attributes).map(([name, value]) => [
              `attr${name[0]?.toUpperCase()}${name.slice(1)}`,
              value,
            ]),
          ),
        }),
      });
      const { context } = await idp.createLoginResponse(
        sp,
        { extract },
        "post",
        {},
        { customTagReplacement: fill },
      );
      return { samlResponse: context, relayState: query.RelayState ?? "" };
    },
    /** A response by hand, its assertion encrypted for us. @returns base64, as posted */
    encrypt: (xml: string, selfMetadata: string): Promise<string> =>
      samlify.SamlLib.encryptAssertion(idp, samlify.ServiceProvider({ metadata: selfMetadata }), xml),
  };
}

function tagsFor(requestId: string, acsUrl: unknown, now: Date) {
  const later = new Date(now.getTime() + 300_000).toISOString();
  return {
    ID: "_response",
    AssertionID: "_assertion",
    Destination: String(acsUrl),
    SubjectRecipient: String(acsUrl),
    Issuer: IDP_ENTITY_ID,
    IssueInstant: now.toISOString(),
    ConditionsNotBefore: now.toISOString(),
    ConditionsNotOnOrAfter: later,
    SubjectConfirmationDataNotOnOrAfter: later,
    NameIDFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    StatusCode: `${URN}:status:Success`,
    InResponseTo: requestId,
  };
}

export interface AssertionParts {
  id?: string;
  issuer?: string;
  nameId?: string;
  email?: string;
  audience?: string | null;
  recipient?: string | null;
  inResponseTo?: string | null;
  notBefore?: string;
  notOnOrAfter?: string | null;
  method?: string;
}

/** An assertion by hand, each part of which a test can bend. */
export function assertionXml(parts: AssertionParts): string {
  const { id = "_a1", issuer = IDP_ENTITY_ID, nameId = "ann@corp.test", email = nameId } = parts;
  const attribute = (name: string, value: string | null | undefined) =>
    value === null || value === undefined ? "" : ` ${name}="${value}"`;
  const { method = `${URN}:cm:bearer` } = parts;
  const audience =
    parts.audience === null
      ? ""
      : `<saml:AudienceRestriction><saml:Audience>${parts.audience}</saml:Audience></saml:AudienceRestriction>`;
  return (
    `<saml:Assertion xmlns:saml="${URN}:assertion" ID="${id}" Version="2.0" IssueInstant="2026-01-05T00:00:00Z">` +
    `<saml:Issuer>${issuer}</saml:Issuer><saml:Subject><saml:NameID>${nameId}</saml:NameID>` +
    `<saml:SubjectConfirmation Method="${method}"><saml:SubjectConfirmationData` +
    attribute("Recipient", parts.recipient) +
    attribute("InResponseTo", parts.inResponseTo) +
    attribute("NotOnOrAfter", parts.notOnOrAfter) +
    `/></saml:SubjectConfirmation></saml:Subject>` +
    `<saml:Conditions${attribute("NotBefore", parts.notBefore)}${attribute("NotOnOrAfter", parts.notOnOrAfter)}>` +
    `${audience}</saml:Conditions>` +
    `<saml:AttributeStatement><saml:Attribute Name="email"><saml:AttributeValue>${email}</saml:AttributeValue>` +
    `</saml:Attribute></saml:AttributeStatement></saml:Assertion>`
  );
}

export const responseXml = (body: string, attributes = ""): string =>
  `<samlp:Response xmlns:samlp="${URN}:protocol" ID="_r1" Version="2.0" IssueInstant="2026-01-05T00:00:00Z"${attributes}>` +
  `<saml:Issuer xmlns:saml="${URN}:assertion">${IDP_ENTITY_ID}</saml:Issuer>` +
  `<samlp:Status><samlp:StatusCode Value="${URN}:status:Success"/></samlp:Status>${body}</samlp:Response>`;

/** Signs the assertion, or the whole response, in `xml`, as identity providers do (enveloped, exclusive c14n). */
export function signAssertion(
  xml: string,
  { privateKey, certificate } = IDP,
  algorithm: "sha256" | "sha1" = "sha256",
  element: "Assertion" | "Response" = "Assertion",
): string {
  const path = `//*[local-name(.)='${element}']`;
  const reference = `${path}/*[local-name(.)='Issuer']`;
  return signXml(
    xml,
    path,
    { reference, action: "after" },
    { privateKey, publicCert: certificate, signatureAlgorithm: algorithm, digestAlgorithm: algorithm },
  );
}

export const encoded = (xml: string): string => Buffer.from(xml).toString("base64");
