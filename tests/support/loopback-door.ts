import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { cookieScope } from "./next-cookies.ts";

export interface Answered {
  status: number;
  headers: Headers;
  location: string;
  text: string;
}

export interface LoopbackDoor {
  port: number;
  serve(handler: (request: Request) => Promise<Response>): void;
  close(): Promise<void>;
}

/** A route handler over real HTTP on loopback. Mock `next/headers` by `next-cookies.ts`, whose cookies go out here. */
export async function openLoopbackDoor(): Promise<LoopbackDoor> {
  let handler = async (_request: Request): Promise<Response> => new Response(null, { status: 503 });
  const server = createServer(async (incoming, outgoing) => {
    const { method = "GET", headers } = incoming;
    const body = method === "GET" ? null : new Uint8Array(await buffer(incoming));
    const given = Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string]);
    const url = `http://${headers.host}${incoming.url}`;
    const set = new Map();
    const response = await cookieScope.run(set, () =>
      handler(new Request(url, { method, headers: given, body })),
    );
    for (const [name, value] of response.headers) outgoing.setHeader(name, value);
    const lines = [...set].map(
      ([name, { value, options }]) => `${name}=${value}; Path=/; Max-Age=${options.maxAge ?? ""}`,
    );
    outgoing.setHeader("set-cookie", lines);
    outgoing.writeHead(response.status).end(Buffer.from(await response.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    serve(next) {
      handler = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A browser's cookies by host; every name is on loopback. Redirects are given back as they are. */
export class LoopbackBrowser {
  readonly #cookies = new Map<string, Map<string, string>>();

  cookie(host: string, name: string): string | undefined {
    return this.#cookies.get(host)?.get(name);
  }

  /** @param isCrossSite a form that another site's page posts: Lax cookies stay at home. */
  async ask(
    address: string,
    { form, isCrossSite = false }: { form?: Record<string, string>; isCrossSite?: boolean } = {},
  ): Promise<Answered> {
    const url = new URL(address);
    const jar = this.#cookies.get(url.host) ?? new Map<string, string>();
    this.#cookies.set(url.host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const body = form ? new URLSearchParams(form).toString() : null;
    const {
      statusCode = 0,
      headers,
      text,
    } = await exchange(url, {
      method: form ? "POST" : "GET",
      headers: {
        host: url.host,
        ...(cookie && !isCrossSite ? { cookie } : {}),
        ...(form ? { "content-type": "application/x-www-form-urlencoded" } : {}),
        ...(isCrossSite ? { origin: "https://idp.corp.test", "sec-fetch-site": "cross-site" } : {}),
      },
      body,
    });
    for (const line of headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split("; ");
      const at = pair.indexOf("=");
      if (attributes.includes("Max-Age=0")) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return { status: statusCode, headers, location: headers.get("location") ?? "", text };
  }
}

function exchange(
  url: URL,
  { method, headers, body }: { method: string; headers: Record<string, string>; body: string | null },
): Promise<{ statusCode: number | undefined; headers: Headers; text: string }> {
  return new Promise((resolve, reject) => {
    const { port, pathname, search } = url;
    const asked = send(
      { host: "127.0.0.1", port, path: pathname + search, method, headers },
      async (answer) => {
        const received = new Headers();
        for (const [name, values] of Object.entries(answer.headersDistinct)) {
          for (const value of values ?? []) received.append(name, value);
        }
        const text = (await buffer(answer)).toString("utf8");
        resolve({ statusCode: answer.statusCode, headers: received, text });
      },
    );
    asked.on("error", reject);
    asked.end(body ?? undefined);
  });
}
