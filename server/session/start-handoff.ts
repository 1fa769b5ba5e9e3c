import { redirect } from "next/navigation";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { randomToken, tokenHash } from "#server/platform/token.ts";
import { doorCtx } from "./door-ctx.ts";
import { setCookie } from "./give-session.ts";
import { safePath } from "./safe-path.ts";

const VERIFIER_SECONDS = 300;

/**
 * `GET /handoff/start?next=…` on a tenant's host: this browser keeps a verifier, the root domain gets its hash. Who is
 * signed in here already stays who they are.
 */
export async function startHandoff(request: Request): Promise<never> {
  const ports = installedPorts();
  const { actor, client } = await doorCtx(ports, request.headers);
  const next = safePath(new URL(request.url).searchParams.get("next"));
  if (!client.site?.tenant || client.site.basePath !== "") redirect("/");
  if (actor.type === "user" && actor.role) redirect(next);
  const verifier = randomToken();
  await setCookie(
    ports,
    "handoff",
    `${verifier}.${Buffer.from(next).toString("base64url")}`,
    VERIFIER_SECONDS,
  );
  const query = new URLSearchParams({ origin: client.site.origin, challenge: tokenHash(verifier) });
  redirect(`${ports.env.ROOT_URL}/handoff/authorize?${query}`);
}
