import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";

/** An OpenID provider whose every answer the test decides: for tokens that no honest provider would make. */
export interface LyingProvider {
  issuer: string;
  /** The ID token for the next code; `claims` are those of an honest one. */
  idToken(claims: JWTPayload, sign: Sign): Promise<string>;
  /** What the token endpoint has been sent. */
  asked: URLSearchParams[];
  /** Merged into the discovery document. */
  metadata: Record<string, unknown>;
  nonce: string;
  now: () => Date;
  close(): Promise<void>;
}
export type Sign = (claims: JWTPayload, how?: { key?: CryptoKey; alg?: "none" }) => Promise<string>;

export async function openLyingProvider(clientId: string): Promise<LyingProvider> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "one", alg: "RS256", use: "sig" };
  const sign: Sign = async (claims, { key = privateKey, alg } = {}) =>
    alg === "none"
      ? new UnsecuredJWT(claims).encode()
      : new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "one" }).sign(key);
  const server = createServer(async (request, response) => {
    const json = (value: unknown) =>
      response.setHeader("content-type", "application/json").end(JSON.stringify(value));
    if (request.url?.startsWith("/.well-known/")) return void json({ ...document(), ...self.metadata });
    if (request.url === "/jwks") return void json({ keys: [jwk] });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    self.asked.push(new URLSearchParams(Buffer.concat(chunks).toString()));
    const seconds = Math.floor(self.now().getTime() / 1000);
    const claims = {
      iss: self.issuer,
      aud: clientId,
      sub: "ann",
      email: "ann@corp.test",
      email_verified: true,
      nonce: self.nonce,
      iat: seconds,
      exp: seconds + 300,
    };
    json({ access_token: "a", token_type: "Bearer", id_token: await self.idToken(claims, sign) });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const document = () => ({
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    authorization_response_iss_parameter_supported: true,
  });
  const self: LyingProvider = {
    issuer,
    idToken: (claims, how) => how(claims),
    asked: [],
    metadata: {},
    nonce: "",
    now: () => new Date(0),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return self;
}
