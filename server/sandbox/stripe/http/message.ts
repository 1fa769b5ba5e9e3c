import type { IncomingMessage } from "node:http";

export interface HttpRequest {
  method: string;
  url: URL;
  /** Header names are lower case. */
  headers: Record<string, string>;
  body: string;
}

export interface HttpAnswer {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

const MAX_BODY_BYTES = 1_000_000;

/** @throws RangeError when the body is longer than 1 MB */
export async function readRequest(incoming: IncomingMessage, base: string): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > MAX_BODY_BYTES) throw new RangeError("The request body is too large.");
    chunks.push(bytes);
  }
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value ?? "")]);
  return {
    method: incoming.method ?? "GET",
    url: new URL(incoming.url ?? "/", base),
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): HttpAnswer {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(value, null, 2),
  };
}
