import { type IncomingHttpHeaders, request } from "node:http";

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  /** As received, names and values in turn: a header that came twice is there twice. */
  rawHeaders: string[];
  body: string;
}

interface RawOptions {
  host?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** One request to loopback exactly as given: any `Host`, any path bytes, no redirects followed. */
export function rawRequest(port: number, path: string, options: RawOptions = {}): Promise<RawAnswer> {
  const { host = `localhost:${port}`, method = "GET", headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port, path, method, setHost: false, headers: { host, ...headers }, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            rawHeaders: response.rawHeaders,
            body: Buffer.concat(chunks).toString("utf8"),
          }),
        );
        response.on("error", reject);
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
