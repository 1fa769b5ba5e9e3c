import { redirect } from "next/navigation";
import { isAppError } from "#server/kernel/errors.ts";
import { authorizeHandoff as createCode } from "#server/modules/auth/index.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { doorCtx } from "./door-ctx.ts";

/** `GET /handoff/authorize?origin=…&challenge=…` on the root domain: back to the tenant's host with a code, if one may. */
export async function authorizeHandoff(request: Request): Promise<never> {
  const ports = installedPorts();
  const { search, searchParams } = new URL(request.url);
  const ctx = await doorCtx(ports, request.headers);
  if (!ctx.client.site || ctx.client.site.tenant) redirect("/");
  if (ctx.actor.type !== "user")
    redirect(`/sign-in?next=${encodeURIComponent(`/handoff/authorize${search}`)}`);
  const input = { origin: searchParams.get("origin") ?? "", challenge: searchParams.get("challenge") ?? "" };
  redirect(await urlOf());

  async function urlOf(): Promise<string> {
    try {
      return (await createCode.call(ctx, input)).url;
    } catch (error) {
      if (!isAppError(error)) throw error;
      return "/workspaces?refused=1";
    }
  }
}
