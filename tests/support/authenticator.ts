import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";

/** An authenticator in software: ES256, no attestation, as WebAuthn Level 3 lays out its bytes. */
export class Authenticator {
  readonly id = randomBytes(16);
  counter = 0;
  isVerified = true;
  /** `user.id` of the registration, base64url: what it gives back with every answer. */
  userHandle: string | null = null;
  readonly #key: { publicKey: KeyObject; privateKey: KeyObject };

  constructor() {
    this.#key = generateKeyPairSync("ec", { namedCurve: "P-256" });
  }

  /** Answers `navigator.credentials.create`. */
  create(
    options: { challenge: string; rp: { id?: string | undefined }; user: { id: string } },
    origin: string,
  ) {
    this.userHandle = options.user.id;
    const attested = Buffer.concat([Buffer.alloc(16), uint16(this.id.length), this.id, this.#coseKey()]);
    const authData = Buffer.concat([this.#authData(options.rp.id ?? "", 0x40), attested]);
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3]),
      cborText("fmt"),
      cborText("none"),
      cborText("attStmt"),
      Buffer.from([0xa0]),
      cborText("authData"),
      cborBytes(authData),
    ]);
    const clientDataJSON = clientData("webauthn.create", options.challenge, origin);
    return this.#answer({
      clientDataJSON: clientDataJSON.toString("base64url"),
      attestationObject: attestationObject.toString("base64url"),
      transports: ["internal"],
    });
  }

  /** Answers `navigator.credentials.get`; the counter grows unless it is kept at 0. */
  get(options: { challenge: string; rpId?: string | undefined }, origin: string) {
    const authenticatorData = this.#authData(options.rpId ?? "", 0);
    const clientDataJSON = clientData("webauthn.get", options.challenge, origin);
    const signed = Buffer.concat([authenticatorData, sha256(clientDataJSON)]);
    const signature = createSign("sha256").update(signed).sign(this.#key.privateKey);
    return this.#answer({
      clientDataJSON: clientDataJSON.toString("base64url"),
      authenticatorData: authenticatorData.toString("base64url"),
      signature: signature.toString("base64url"),
      userHandle: this.userHandle,
    });
  }

  #answer<R>(response: R) {
    const id = this.id.toString("base64url");
    return { id, rawId: id, type: "public-key" as const, response };
  }

  #authData(rpId: string, more: number): Buffer {
    const flags = 0x01 | (this.isVerified ? 0x04 : 0) | more;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.from([flags]), counter]);
  }

  /** COSE_Key (RFC 9053): kty EC2, alg ES256, crv P-256, x, y. */
  #coseKey(): Buffer {
    const { x = "", y = "" } = this.#key.publicKey.export({ format: "jwk" });
    const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01]);
    const point = (label: number, value: string) =>
      Buffer.concat([Buffer.from([label]), cborBytes(Buffer.from(value, "base64url"))]);
    return Buffer.concat([head, point(0x21, x), point(0x22, y)]);
  }
}

const sha256 = (bytes: Buffer): Buffer => createHash("sha256").update(bytes).digest();
const uint16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
const clientData = (type: string, challenge: string, origin: string): Buffer =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
const cborText = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);
const cborBytes = (bytes: Buffer): Buffer =>
  Buffer.concat([
    bytes.length < 256
      ? Buffer.from([0x58, bytes.length])
      : Buffer.from([0x59, bytes.length >> 8, bytes.length & 0xff]),
    bytes,
  ]);
