import { headers } from "next/headers";
import { redirect } from "next/navigation";

/**
 * Ends a form's action at `path`. A plain form post is redirected; a scripted one gets the path back and loads it
 * itself, because Next would fetch the redirect's target from its own origin: the root domain's page, on any host.
 */
export async function leavePage(path: string): Promise<string> {
  if ((await headers()).has("next-action")) return path;
  redirect(path);
}
