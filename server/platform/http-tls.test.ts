import { generateKeyPairSync } from "node:crypto";
import type dns from "node:dns";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openHttp } from "./http.ts";
import { outgoingProblem } from "./http-error.ts";
import { selfSignedCertificate } from "./self-signed-certificate.ts";

const HOST = "idp.example.com";
const INSIDE = "inside.example.com";
const authorities = getCACertificates("default");
const servers: Server[] = [];
let heard: string[] = [];
let certificate = "";
let base = "";
let plainPort = 0;

const answer: RequestListener = (request, response) => {
  heard.push(request.url ?? "");
  const { pathname, searchParams } = new URL(request.url ?? "/", "https://x");
  if (pathname !== "/to") return void response.end("well met");
  response.writeHead(302, { location: searchParams.get("url") ?? "" }).end();
};

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** Every name is on loopback, but for one that leads to where no setting lets anybody. */
const lookup = ((host: string, _options: unknown, done: (error: null, all: dns.LookupAddress[]) => void) =>
  done(null, [
    { address: host === INSIDE ? "169.254.169.254" : "127.0.0.1", family: 4 },
  ])) as unknown as typeof dns.lookup;
const http = openHttp({ allowPrivate: true, lookup });

beforeAll(async () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const [notBefore, notAfter] = [new Date("2020-01-01"), new Date("2120-01-01")];
  const base64 = selfSignedCertificate({ commonName: HOST, privateKey, notBefore, notAfter });
  certificate = `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----`;
  const key = privateKey.export({ type: "pkcs8", format: "pem" });
  base = `https://${HOST}:${await listen(createSecureServer({ key, cert: certificate }, answer))}`;
  plainPort = await listen(createServer(answer));
});
afterAll(async () => {
  setDefaultCACertificates(authorities);
  await http.close();
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
});
beforeEach(() => {
  heard = [];
  setDefaultCACertificates([...authorities, certificate]);
});

const to = (url: string) => http.send(`${base}/to?url=${encodeURIComponent(url)}`);
const problemOf = (call: Promise<unknown>) => call.then(() => "answered", outgoingProblem);

describe("over TLS (P14)", () => {
  it("an address is called, and a redirect to https followed", async () => {
    const { status, url } = await to(`${base}/`);
    expect([status, url]).toEqual([200, `${base}/`]);
    expect(heard).toHaveLength(2);
  });

  it.each([`http://${HOST}:`, "http://127.0.0.1:"])(
    "a redirect to %s is refused, and nobody is asked there",
    async (origin) => {
      expect(await problemOf(to(`${origin}${plainPort}/`))).toBe("address_invalid");
      expect(heard).toHaveLength(1);
    },
  );

  it.each([
    "https://169.254.169.254/latest/meta-data/",
    "https://[::ffff:7f00:1]/",
    "//169.254.169.254/",
    `https://${INSIDE}/`,
  ])("a redirect to the inside is refused: %s", async (url) => {
    expect(await problemOf(to(url))).toBe("address_forbidden");
    expect(heard).toHaveLength(1);
  });

  it("a certificate that nobody vouches for ends it before a word is said", async () => {
    setDefaultCACertificates(authorities);
    const stranger = openHttp({ allowPrivate: true, lookup });
    expect(await problemOf(stranger.send(`${base}/`))).toBe("certificate_invalid");
    expect(heard).toEqual([]);
    await stranger.close();
  });
});
