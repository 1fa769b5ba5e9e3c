import { X509Certificate } from "node:crypto";
import { generateServiceProviderMetadata } from "@node-saml/node-saml";
import { parseXml2JsFromString } from "@node-saml/node-saml/lib/xml.js";
import { z } from "zod";
import { fieldError } from "#server/kernel/errors.ts";
import type { OwnCertificates, ProviderMetadata } from "../schema.ts";
import type { ServiceProvider } from "./provider.ts";

/** node-saml asks for private keys only to know that there are some. */
const THERE_IS_ONE = "not in the metadata";

/** Our metadata, for providers that read it from an address or a file. */
export function selfMetadata(
  { acsUrl, entityId }: ServiceProvider,
  own: { certificates: OwnCertificates | null; signRequests: boolean } | null = null,
): string {
  const { signing, encryption } = own?.certificates ?? {};
  return generateServiceProviderMetadata({
    issuer: entityId,
    callbackUrl: acsUrl,
    identifierFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    wantAssertionsSigned: true,
    ...(signing && own?.signRequests ? { privateKey: THERE_IS_ONE, publicCerts: signing } : {}),
    ...(encryption ? { decryptionPvk: THERE_IS_ONE, decryptionCert: encryption } : {}),
  });
}

const KeyDescriptor = z.object({
  $: z.object({ use: z.string().optional() }).default({}),
  KeyInfo: z.tuple([
    z.object({ X509Data: z.array(z.object({ X509Certificate: z.array(z.object({ _: z.string() })) })) }),
  ]),
});
const Entity = z.object({
  $: z.object({ entityID: z.string().min(1) }),
  IDPSSODescriptor: z
    .array(
      z.object({
        KeyDescriptor: z.array(KeyDescriptor).min(1),
        SingleSignOnService: z.array(z.object({ $: z.object({ Binding: z.string(), Location: z.url() }) })),
      }),
    )
    .min(1),
});
const Document = z.union([
  z.object({ EntityDescriptor: Entity }),
  z.object({ EntitiesDescriptor: z.object({ EntityDescriptor: z.tuple([Entity]) }) }),
]);
const REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

/**
 * Name, address and signing certificates of a provider from its metadata (SAML 2.0 Metadata §2.4.3).
 * @throws AppError `invalid_input`
 */
export async function readMetadata(xml: string): Promise<ProviderMetadata> {
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) throw notMetadata("It holds a document type.");
  const parsed = Document.safeParse(await parseXml2JsFromString(xml).catch(() => null));
  if (!parsed.success) throw notMetadata("It is not the metadata of one identity provider.");
  const entity =
    "EntityDescriptor" in parsed.data
      ? parsed.data.EntityDescriptor
      : parsed.data.EntitiesDescriptor.EntityDescriptor[0];
  const [provider] = entity.IDPSSODescriptor;
  const entryPoint = provider?.SingleSignOnService.find(({ $ }) => $.Binding === REDIRECT)?.$.Location;
  if (!provider || !entryPoint) throw notMetadata("It names no address for the HTTP-Redirect binding.");
  const certificates = provider.KeyDescriptor.filter(({ $ }) => $.use !== "encryption")
    .flatMap(({ KeyInfo }) => KeyInfo[0].X509Data)
    .flatMap(({ X509Certificate: found }) => found.map(({ _ }) => _.replaceAll(/\s/g, "")))
    .filter((text) => certificateOf(text) !== null);
  if (certificates.length === 0) throw notMetadata("It holds no signing certificate.");
  return { entityId: entity.$.entityID, entryPoint, certificates: [...new Set(certificates)].slice(0, 5) };
}

/** @returns null for what is no X.509 certificate. */
export function certificateOf(base64: string): X509Certificate | null {
  try {
    return new X509Certificate(Buffer.from(base64, "base64"));
  } catch {
    return null;
  }
}

const notMetadata = (why: string) => fieldError("xml", `This metadata can't be used. ${why}`);
