import type dns from "node:dns";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Http, type HttpSettings, openHttp } from "./http.ts";
import { isPublicName, isReachableAddress } from "./http-address.ts";
import { type OutgoingProblem, outgoingProblem } from "./http-error.ts";

const servers: Server[] = [];
const open: Http[] = [];
let heard = 0;
let lastHeaders: IncomingMessage["headers"] = {};
let inside = "";
let port = 0;

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

function http(settings: Partial<HttpSettings> = {}): Http {
  const opened = openHttp({ allowPrivate: false, ...settings });
  open.push(opened);
  return opened;
}

const problemOf = (call: Promise<unknown>): Promise<OutgoingProblem | "answered" | null> =>
  call.then(() => "answered" as const, outgoingProblem);

/** A resolver that gives each of the answers once, in turn, as a rebinding name server does. */
function resolver(...answers: string[][]): { lookup: typeof dns.lookup; asked: () => number } {
  let turn = 0;
  const lookup = (
    _host: string,
    _options: unknown,
    done: (error: null, all: dns.LookupAddress[]) => void,
  ) => {
    const addresses = answers[Math.min(turn++, answers.length - 1)] ?? [];
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
  return { lookup: lookup as unknown as typeof dns.lookup, asked: () => turn };
}

beforeAll(async () => {
  port = await listen((request, response) => {
    heard++;
    lastHeaders = request.headers;
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://x");
    switch (pathname) {
      case "/to":
        return void response.writeHead(302, { location: searchParams.get("url") ?? "" }).end();
      case "/loop":
        return void response.writeHead(302, { location: "/loop" }).end();
      case "/endless": {
        const chunk = Buffer.alloc(65_536, "x");
        const more = () => {
          while (!response.destroyed && response.write(chunk));
        };
        response.on("drain", more);
        return more();
      }
      case "/silent":
        return;
      case "/headers":
        return void response.writeHead(200, { "x-long": "h".repeat(40_000) }).end();
      default:
        return void response.end("secret of the inside");
    }
  });
  inside = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  for (const each of open) await each.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

describe("addresses (P14)", () => {
  it.each([
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "2001:db8::1",
    "fe80::1",
    "fec0::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "not an address",
    "",
  ])("%s is not reachable", (address) => {
    expect(isReachableAddress(address, false)).toBe(false);
  });

  it.each(["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "2a00:1450:4001:81b::200e"])(
    "%s is reachable",
    (address) => expect(isReachableAddress(address, false)).toBe(true),
  );

  it.each([
    "169.254.169.254",
    "168.63.129.16",
    "fd00:ec2::254",
    "fe80::1",
    "224.0.0.1",
    "::ffff:7f00:1",
    "0.0.0.0",
  ])("%s stays closed even where private networks are open", (address) =>
    expect(isReachableAddress(address, true)).toBe(false),
  );

  it("opens loopback and private networks only when told to", () => {
    for (const address of ["127.0.0.1", "::1", "10.1.1.1", "fc00::1", "100.64.0.1"]) {
      expect(isReachableAddress(address, true)).toBe(true);
    }
  });

  it.each([
    "localhost",
    "localhost.",
    "a.localhost",
    "metadata",
    "metadata.google.internal",
    "printer.local",
    "LAN",
  ])("%s is no public name", (name) => expect(isPublicName(name)).toBe(false));
});

describe("spellings of the inside", () => {
  it.each([
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://127.1/",
    "https://0/",
    "https://[::1]/",
    "https://[::ffff:7f00:1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://localhost/",
    "https://localhost./",
    "https://x.localhost/",
    "https://169.254.169.254/latest/meta-data/",
    "https://metadata.google.internal/",
    "https://１２７.０.０.１/",
  ])("%s is refused before a connection", async (url) => {
    expect(await problemOf(http().send(url))).toBe("address_forbidden");
  });

  it.each([
    "http://example.com/",
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://example.com/",
    "https://user@example.com/",
    "https://user:secret@example.com/",
    "https://example.com:22/",
    "https://example.com:6379/",
    "not a url",
    "",
  ])("%s is not an address we call", async (url) => {
    expect(await problemOf(http().send(url))).toBe("address_invalid");
  });
});

describe("names", () => {
  it("a name that leads inside is refused at the connection, and nobody inside is spoken to", async () => {
    const before = heard;
    for (const address of ["127.0.0.1", "::1", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1"]) {
      const { lookup } = resolver([address]);
      expect(await problemOf(http({ lookup }).send("https://evil.example.com:8443/"))).toBe(
        "address_forbidden",
      );
    }
    expect(heard).toBe(before);
  });

  it("one inside address among public ones is enough to refuse", async () => {
    const { lookup } = resolver(["8.8.8.8", "127.0.0.1"]);
    expect(await problemOf(http({ lookup }).send("https://mixed.example.com/"))).toBe("address_forbidden");
  });

  it("a rebinding name gains nothing: it is asked once a connection, and that answer is the one used", async () => {
    const rebinding = resolver(["127.0.0.1"], ["169.254.169.254"]);
    const client = http({ lookup: rebinding.lookup, allowPrivate: true });
    const answer = await client.send(`http://rebind.example.com:${port}/`);
    expect(answer.status).toBe(200);
    expect(rebinding.asked()).toBe(1);
    expect(await problemOf(client.send(`http://rebind.example.com:${port}/`))).toBe("address_forbidden");
  });

  it("a name nobody knows says so", async () => {
    const lookup = ((_h: string, _o: unknown, done: (error: Error) => void) =>
      done(Object.assign(new Error("no"), { code: "ENOTFOUND" }))) as unknown as typeof dns.lookup;
    expect(await problemOf(http({ lookup }).send("https://nobody.example.com/"))).toBe("name_unknown");
  });
});

describe("where private networks are open", () => {
  const own = () => http({ allowPrivate: true });

  it("answers with status, headers and body", async () => {
    const answer = await own().send(`${inside}/`);
    expect(answer.status).toBe(200);
    expect(Buffer.from(answer.body).toString()).toBe("secret of the inside");
  });

  it("a redirect is checked like the first address", async () => {
    for (const [url, problem] of [
      ["http://169.254.169.254/latest", "address_forbidden"],
      ["http://[::ffff:7f00:1]/", "address_forbidden"],
      ["file:///etc/passwd", "address_invalid"],
      ["http://a:b@127.0.0.1/", "address_invalid"],
    ] as const) {
      expect(await problemOf(own().send(`${inside}/to?url=${encodeURIComponent(url)}`))).toBe(problem);
    }
  });

  it("follows three redirects and no more, and none when asked not to", async () => {
    const hop = (url: string) => `${inside}/to?url=${encodeURIComponent(url)}`;
    expect((await own().send(hop(hop(hop(inside))))).status).toBe(200);
    expect(await problemOf(own().send(hop(hop(hop(hop(inside))))))).toBe("too_many_redirects");
    expect(await problemOf(own().send(`${inside}/loop`))).toBe("too_many_redirects");
    expect((await own().send(hop(inside), { redirect: "manual" })).status).toBe(302);
    expect((await own().send(hop(inside), { method: "POST" })).status).toBe(302);
  });

  it("takes credentials to no other origin", async () => {
    const other = await listen((request, response) => {
      lastHeaders = request.headers;
      response.end();
    });
    const headers = { authorization: "Bearer secret", accept: "text/plain" };
    await own().send(`${inside}/to?url=${encodeURIComponent(`http://127.0.0.1:${other}/`)}`, { headers });
    expect(lastHeaders.authorization).toBeUndefined();
    expect(lastHeaders.accept).toBe("text/plain");
    await own().send(`${inside}/to?url=/`, { headers });
    expect(lastHeaders.authorization).toBe("Bearer secret");
  });

  it("stops reading an endless body, lets go of a silent server, and bears no endless headers", async () => {
    expect(await problemOf(own().send(`${inside}/endless`, { maxBytes: 100_000 }))).toBe("too_large");
    expect(await problemOf(own().send(`${inside}/silent`, { timeoutMs: 50 }))).toBe("timed_out");
    expect(await problemOf(own().send(`${inside}/headers`))).toBe("too_large");
    expect(await problemOf(own().send("http://127.0.0.1:1/"))).toBe("unreachable");
  });
});
