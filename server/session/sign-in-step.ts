import { headers } from "next/headers";
import { readTicket } from "#server/modules/auth/index.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { clientOf } from "./client.ts";
import { readCookie } from "./cookie.ts";
import { resolveLane } from "./lane.ts";

/** Which step of signing in this browser is at: a page loaded again asks for the code still. */
export async function signInStep(): Promise<"password" | "code"> {
  const ports = installedPorts();
  const requestHeaders = await headers();
  const ticket = readCookie(ports.env, requestHeaders, "sign-in");
  if (!ticket) return "password";
  const client = clientOf(ports, requestHeaders, await resolveLane(ports, requestHeaders));
  return (await readTicket(ports, client, ticket)) ? "code" : "password";
}
