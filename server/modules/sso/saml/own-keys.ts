import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { z } from "zod";
import type { Ctx } from "#server/kernel/ctx.ts";
import { Secret } from "#server/kernel/secret.ts";
import { selfSignedCertificate } from "#server/platform/self-signed-certificate.ts";
import type { OwnCertificates } from "../schema.ts";
import type { SamlConnection } from "../store.ts";

const PURPOSE = "sso saml keys";
const MODULUS_BITS = 2048;
const YEARS = 10;

/** PEM of PKCS #8. Two, because who can make us decrypt must not come nearer to a signature by it. */
const OwnKeys = z.object({ signing: z.string(), encryption: z.string() });
export type OwnKeys = z.output<typeof OwnKeys>;

export interface NewOwnKeys {
  certificates: OwnCertificates;
  sealedSecret: string;
}

/** Our own key pairs to one provider, the private ones sealed. Takes a tenth of a second: never in a transaction. */
export async function createOwnKeys({ ports, tenant, now }: Ctx): Promise<NewOwnKeys> {
  const [signing, encryption] = await Promise.all([
    createPair(tenant.slug, now()),
    createPair(tenant.slug, now()),
  ]);
  const keys: OwnKeys = { signing: signing.privateKey, encryption: encryption.privateKey };
  const sealedSecret = await ports.vault.seal(
    { tenantId: tenant.id },
    PURPOSE,
    new Secret(JSON.stringify(keys)),
  );
  return {
    certificates: { signing: signing.certificate, encryption: encryption.certificate },
    sealedSecret,
  };
}

/** @returns null for a provider that was saved before there were keys. */
export async function openOwnKeys(
  { ports, tenant }: Ctx,
  { sealedSecret }: SamlConnection,
): Promise<Secret<string> | null> {
  return sealedSecret ? ports.vault.open({ tenantId: tenant.id }, PURPOSE, sealedSecret) : null;
}

export const keysIn = (opened: Secret): OwnKeys => OwnKeys.parse(JSON.parse(opened.reveal()));

async function createPair(commonName: string, notBefore: Date) {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: MODULUS_BITS });
  const notAfter = new Date(notBefore);
  notAfter.setUTCFullYear(notBefore.getUTCFullYear() + YEARS);
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: selfSignedCertificate({ commonName, privateKey, notBefore, notAfter }),
  };
}
