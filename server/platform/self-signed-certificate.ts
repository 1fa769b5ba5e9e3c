import { createPublicKey, type KeyObject, randomBytes, sign } from "node:crypto";

/** RFC 8017 §A.2.4: sha256WithRSAEncryption, whose parameters are NULL. */
const SHA256_WITH_RSA = "300d06092a864886f70d01010b0500";
/** X.520 commonName, 2.5.4.3. */
const COMMON_NAME = "0603550403";
const SERIAL_BYTES = 16;
const TAG = { integer: 0x02, bits: 0x03, utf8: 0x0c, utcTime: 0x17, time: 0x18, sequence: 0x30, set: 0x31 };
const FIRST_YEAR_OF_LONG_TIMES = 2050;

export interface CertificateDraft {
  commonName: string;
  /** RSA. */
  privateKey: KeyObject;
  notBefore: Date;
  notAfter: Date;
}

/**
 * A certificate that its own key signs (RFC 5280 §4.1, version 1: no extensions, for nobody builds a chain on it). It
 * carries a public key to who expects keys in this form, like a SAML provider.
 * @returns base64 of DER, without the PEM armour.
 */
export function selfSignedCertificate({
  commonName,
  privateKey,
  notBefore,
  notAfter,
}: CertificateDraft): string {
  const algorithm = Buffer.from(SHA256_WITH_RSA, "hex");
  const attribute = der(
    TAG.sequence,
    Buffer.from(COMMON_NAME, "hex"),
    der(TAG.utf8, Buffer.from(commonName)),
  );
  const name = der(TAG.sequence, der(TAG.set, attribute));
  const toBeSigned = der(
    TAG.sequence,
    der(TAG.integer, serialNumber()),
    algorithm,
    name,
    der(TAG.sequence, timeOf(notBefore), timeOf(notAfter)),
    name,
    createPublicKey(privateKey).export({ type: "spki", format: "der" }),
  );
  const signature = Buffer.concat([Buffer.of(0), sign("sha256", toBeSigned, privateKey)]);
  return der(TAG.sequence, toBeSigned, algorithm, der(TAG.bits, signature)).toString("base64");
}

/** Tag, length and content (X.690 §8.1, definite form). */
function der(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  if (content.length < 0x80) return Buffer.concat([Buffer.of(tag, content.length), content]);
  const hex = content.length.toString(16);
  const length = Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex");
  return Buffer.concat([Buffer.of(tag, 0x80 | length.length), length, content]);
}

/** Positive, and in its shortest form: the first byte is neither 0 nor 128 and more. */
function serialNumber(): Buffer {
  const bytes = randomBytes(SERIAL_BYTES);
  bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
  return bytes;
}

/** Years until 2049 have two digits (RFC 5280 §4.1.2.5). */
function timeOf(date: Date): Buffer {
  const text = `${date.toISOString().replaceAll(/[-:T]|\.\d+/g, "")}`;
  return date.getUTCFullYear() < FIRST_YEAR_OF_LONG_TIMES
    ? der(TAG.utcTime, Buffer.from(text.slice(2)))
    : der(TAG.time, Buffer.from(text));
}
