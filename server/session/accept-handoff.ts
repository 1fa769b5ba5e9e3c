import { redirect } from "next/navigation";
import { AuthError } from "next-auth";
import { signIn } from "./auth-js.ts";

/** `GET /handoff?code=…` on a tenant's host: trades the single-use code for a session of this host. */
export async function acceptHandoff(request: Request): Promise<never> {
  const code = new URL(request.url).searchParams.get("code") ?? "";
  try {
    await signIn("handoff", { code, redirect: false });
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    redirect("/sign-in?expired=1");
  }
  redirect("/");
}
