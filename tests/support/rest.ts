import type { Ports } from "#server/kernel/ctx.ts";
import { installPorts } from "#server/platform/installed-ports.ts";
import { serveRest } from "#server/rest/serve.ts";

export interface RestAnswer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what came back and compare it.
  body: any;
  headers: Headers;
}

export type Ask = (
  method: string,
  path: string,
  options?: { body?: unknown; token?: string; host?: string; headers?: Record<string, string> },
) => Promise<RestAnswer>;

/** The API's own door without a socket: `ask("GET", "/bots", { token, host })`. */
export function restDoor(ports: Ports): Ask {
  installPorts(ports);
  return async (method, path, { body, token, host = "localhost:3000", headers = {} } = {}) => {
    const request = new Request(`http://${host}/api/v1${path}`, {
      method,
      headers: {
        host,
        "content-type": "application/json",
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await serveRest(request);
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    const answer = isJson && text ? JSON.parse(text) : text || null;
    return { status: response.status, body: answer, headers: response.headers };
  };
}
