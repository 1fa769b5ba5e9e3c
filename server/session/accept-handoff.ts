import { redirect } from "next/navigation";
import { isAppError } from "#server/kernel/errors.ts";
import { redeemHandoff } from "#server/modules/auth/index.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { readCookie } from "./cookie.ts";
import { doorCtx } from "./door-ctx.ts";
import { clearCookie, giveSession } from "./give-session.ts";
import { safePath } from "./safe-path.ts";

/** `GET /handoff?code=…` on a tenant's host: code and this browser's verifier become a session of this host. */
export async function acceptHandoff(request: Request): Promise<never> {
  const ports = installedPorts();
  const code = new URL(request.url).searchParams.get("code") ?? "";
  const [verifier = "", next = ""] = (readCookie(ports.env, request.headers, "handoff") ?? "").split(".");
  await clearCookie(ports, "handoff");
  redirect(await afterRedeeming());

  async function afterRedeeming(): Promise<string> {
    try {
      // Without a verifier the code is shown all the same: whoever let it slip into another browser has lost it.
      const input = { code: code || "none", verifier: verifier || "none" };
      await giveSession(ports, await redeemHandoff.call(await doorCtx(ports, request.headers), input));
      return safePath(Buffer.from(next, "base64url").toString());
    } catch (error) {
      if (!isAppError(error)) throw error;
      return error.details.reason === "signed_in_as_other" ? "/" : "/sign-in?expired=1";
    }
  }
}
