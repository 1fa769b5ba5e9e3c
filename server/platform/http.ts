import dns from "node:dns";
import { isIP, type LookupFunction, type Socket } from "node:net";
import { Agent, buildConnector, type Dispatcher, request } from "undici";
import { isPublicName, isReachableAddress } from "./http-address.ts";
import { OutgoingError } from "./http-error.ts";

export interface OutgoingRequest {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** Longest answer that is read, in bytes. Default 1 MB. */
  maxBytes?: number;
  /** For everything together: name, connection, redirects, body. Default 10 s. */
  timeoutMs?: number;
  /** `manual` gives redirects back as they are. Only GET is ever followed, three times at most. */
  redirect?: "follow" | "manual";
}

export interface OutgoingResponse {
  /** Where the answer came from, after redirects. */
  url: string;
  status: number;
  headers: Headers;
  body: Uint8Array<ArrayBuffer>;
}

/**
 * The only way to an address that a tenant gave us. https to public addresses; the address that was checked is the
 * one connected to, so a name that resolves differently a moment later gains nothing. (OWASP SSRF prevention.)
 */
export interface Http {
  /** @throws OutgoingError */
  send(url: string | URL, request?: OutgoingRequest): Promise<OutgoingResponse>;
  close(): Promise<void>;
}

export interface HttpSettings {
  /** Own networks and plain http too: for tests, and for operators whose identity provider lives inside. */
  allowPrivate: boolean;
  lookup?: typeof dns.lookup;
}

const MAX_BYTES = 1_000_000;
const TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5_000;
const MAX_HEADER_BYTES = 16_384;
const MAX_REDIRECTS = 3;
const PORTS = new Set(["", "443", "8443"]);
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export function openHttp({ allowPrivate, lookup = dns.lookup }: HttpSettings): Http {
  const agent = new Agent({
    connect: guardedConnector(allowPrivate, lookup),
    maxHeaderSize: MAX_HEADER_BYTES,
    // A kept connection would outlive the check of its address.
    pipelining: 0,
  });

  async function send(given: string | URL, options: OutgoingRequest = {}): Promise<OutgoingResponse> {
    const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
    const follows = (options.redirect ?? "follow") === "follow" && (options.method ?? "GET") === "GET";
    let url = checkedUrl(given, allowPrivate);
    let headers = options.headers ?? {};
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const answer = await exchange(agent, url, { ...options, headers }, signal);
      const location = answer.headers.get("location");
      if (!follows || !REDIRECTS.has(answer.status) || location === null) return answer;
      const next = checkedUrl(URL.canParse(location, url) ? new URL(location, url) : "", allowPrivate);
      if (url.protocol === "https:" && next.protocol !== "https:") {
        throw new OutgoingError("address_invalid", "A redirect led from https to http.");
      }
      if (next.origin !== url.origin) headers = withoutCredentials(headers);
      url = next;
    }
    throw new OutgoingError("too_many_redirects", `There were more than ${MAX_REDIRECTS} redirects.`);
  }

  return { send, close: () => agent.close() };
}

function checkedUrl(given: string | URL, allowPrivate: boolean): URL {
  if (!URL.canParse(String(given))) throw new OutgoingError("address_invalid", "This is not an address.");
  const url = new URL(given);
  const isScheme = url.protocol === "https:" || (allowPrivate && url.protocol === "http:");
  if (!isScheme) throw new OutgoingError("address_invalid", "The address must begin with https://.");
  if (url.username || url.password) {
    throw new OutgoingError("address_invalid", "The address may not hold a user name or password.");
  }
  if (!allowPrivate && !PORTS.has(url.port)) {
    throw new OutgoingError("address_invalid", "The address may use port 443 or 8443 only.");
  }
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  const isReachable = isIP(literal)
    ? isReachableAddress(literal, allowPrivate)
    : allowPrivate || isPublicName(literal);
  if (!isReachable) throw forbidden(url.hostname);
  return url;
}

/** Looks at every address a name has, and connects to one of those and no other. */
function guardedConnector(allowPrivate: boolean, lookup: typeof dns.lookup): buildConnector.connector {
  const guardedLookup: LookupFunction = (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, []);
      const inside = addresses.find(({ address }) => !isReachableAddress(address, allowPrivate));
      if (inside || addresses.length === 0) return done(forbidden(host), []);
      const [first] = addresses;
      if (options.all || !first) return done(null, addresses);
      done(null, first.address, first.family);
    });
  };
  const connect = buildConnector({ lookup: guardedLookup, timeout: CONNECT_TIMEOUT_MS });
  return (options, done) => {
    connect(options, (error, socket: Socket | null) => {
      if (error) return done(error, null);
      if (socket && isReachableAddress(socket.remoteAddress ?? "", allowPrivate)) return done(null, socket);
      socket?.destroy();
      done(forbidden(options.hostname), null);
    });
  };
}

async function exchange(
  agent: Agent,
  url: URL,
  { method = "GET", headers = {}, body, maxBytes = MAX_BYTES }: OutgoingRequest,
  signal: AbortSignal,
): Promise<OutgoingResponse> {
  try {
    const answer = await request(url, {
      dispatcher: agent,
      method,
      headers: { ...headers, "accept-encoding": "identity" },
      ...(body === undefined ? {} : { body }),
      signal,
    });
    return {
      url: url.href,
      status: answer.statusCode,
      headers: toHeaders(answer.headers),
      body: await readBody(answer.body, maxBytes),
    };
  } catch (error) {
    throw explain(error, signal);
  }
}

async function readBody(body: Dispatcher.ResponseData["body"], maxBytes: number) {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.byteLength;
    // Leaving the loop destroys the stream, and the connection with it.
    if (length > maxBytes)
      throw new OutgoingError("too_large", `The answer is longer than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function toHeaders(given: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) {
    for (const each of [value ?? []].flat()) headers.append(name, each);
  }
  return headers;
}

function withoutCredentials(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^(?:authorization|cookie)$/i.test(name)),
  );
}

const forbidden = (host: string) =>
  new OutgoingError("address_forbidden", `${host} does not lead to a public address.`);

function explain(error: unknown, signal: AbortSignal): OutgoingError {
  if (error instanceof OutgoingError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (signal.aborted || /TIMEOUT|ETIMEDOUT/.test(code)) {
    return new OutgoingError("timed_out", "There was no answer in time.", error);
  }
  if (/^(?:ENOTFOUND|EAI_)/.test(code)) {
    return new OutgoingError("name_unknown", "This name is not known to the name servers.", error);
  }
  if (code === "UND_ERR_HEADERS_OVERFLOW" || code === "HPE_HEADER_OVERFLOW") {
    return new OutgoingError("too_large", "The answer's headers are too long.", error);
  }
  if (/CERT|SSL|TLS|SELF_SIGNED/.test(code)) {
    return new OutgoingError("certificate_invalid", "The server's certificate is not valid.", error);
  }
  return new OutgoingError("unreachable", "The server could not be reached.", error);
}
