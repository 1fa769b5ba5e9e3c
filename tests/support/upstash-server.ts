import { createServer, type IncomingMessage } from "node:http";
import { createClient } from "@redis/client";
import { z } from "zod";

export interface UpstashServer {
  url: string;
  token: string;
  close(): Promise<void>;
}

const Command = z.array(z.coerce.string()).min(1);
type Answer = { result: unknown } | { error: string };

/**
 * Upstash's REST protocol before a real Redis: a command as a JSON array to `/`, several to `/pipeline`, a bearer token,
 * and texts in base64 when asked for (https://upstash.com/docs/redis/features/restapi).
 */
export async function startUpstash(redisUrl: string): Promise<UpstashServer> {
  const token = "a-token-of-the-test";
  const redis = createClient({ url: redisUrl });
  redis.on("error", () => {});
  await redis.connect();

  const run = async (command: unknown, isBase64: boolean): Promise<Answer> => {
    try {
      const result = await redis.sendCommand(Command.parse(command));
      return { result: isBase64 ? encoded(result) : result };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  };

  const server = createServer(async (request, response) => {
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (request.headers.authorization !== `Bearer ${token}`) return answer(401, { error: "Unauthorized" });
    const body: unknown = JSON.parse(await textOf(request));
    const isBase64 = request.headers["upstash-encoding"] === "base64";
    if (request.url !== "/pipeline") {
      const answered = await run(body, isBase64);
      return answer("error" in answered ? 400 : 200, answered);
    }
    const commands = z.array(z.unknown()).parse(body);
    return answer(200, await Promise.all(commands.map((command) => run(command, isBase64))));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    token,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      redis.destroy();
    },
  };
}

/** Texts become base64, all else stays as it is. */
function encoded(value: unknown): unknown {
  if (typeof value === "string") return value === "OK" ? value : Buffer.from(value).toString("base64");
  return Array.isArray(value) ? value.map(encoded) : value;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}
