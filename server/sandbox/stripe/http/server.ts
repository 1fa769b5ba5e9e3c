import { createServer, type Server } from "node:http";
import type { HttpAnswer, HttpRequest } from "./message.ts";
import { json, readRequest } from "./message.ts";

interface ServerOptions {
  api(request: HttpRequest): Promise<HttpAnswer>;
  /** Hosted pages and the panel, tried in order. */
  pages: ((request: HttpRequest) => HttpAnswer | undefined)[];
  /** After every answer that may have changed the world. */
  afterChange(): void;
  onError(error: unknown): void;
}

export function createHttpServer({ api, pages, afterChange, onError }: ServerOptions): Server {
  async function answer(request: HttpRequest): Promise<HttpAnswer> {
    if (request.url.pathname.startsWith("/v1/") || request.url.pathname.startsWith("/v2/"))
      return api(request);
    for (const page of pages) {
      const found = page(request);
      if (found) return found;
    }
    return { status: 404, headers: { "content-type": "text/plain" }, body: "Not found\n" };
  }

  return createServer(async (incoming, outgoing) => {
    const answered = await readRequest(incoming, `http://${incoming.headers.host ?? "localhost"}`)
      .then(answer)
      .catch((error: unknown) => {
        if (error instanceof RangeError)
          return json(413, { error: { type: "invalid_request_error", message: error.message } });
        onError(error);
        return json(500, {
          error: { type: "api_error", message: "The sandbox failed. Its log has the details." },
        });
      });
    outgoing.writeHead(answered.status, answered.headers).end(answered.body);
    if (incoming.method !== "GET") afterChange();
  });
}
