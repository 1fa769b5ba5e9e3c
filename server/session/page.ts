import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { ASKED_PATH_HEADER } from "#server/edge/request-headers.ts";
import type { Actor } from "#server/kernel/actor.ts";
import type { TenantInfo } from "#server/kernel/ctx.ts";
import { type Permission, permissionsOf } from "#server/kernel/permission.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { type RequestLane, resolveLane, resolvePathLane } from "./lane.ts";
import { webActor } from "./web-actor.ts";

export interface TenantPage {
  lane: RequestLane;
  tenant: TenantInfo;
  actor: Actor;
  basePath: string;
  /** Of the content security policy, for inline `<style nonce>`. */
  nonce: string;
}

/** The tenant of a page under `/t/[tenant]`, once a request. Unknown, or not what the host says: not found. */
export const tenantPage = cache(async (param: string): Promise<TenantPage> => {
  const ports = installedPorts();
  const requestHeaders = await headers();
  const lane = await pageLane(decodeURIComponent(param), requestHeaders);
  if (!lane.tenant) notFound();
  const actor = await webActor(ports, lane, requestHeaders);
  const nonce = requestHeaders.get("x-nonce") ?? "";
  return { lane, tenant: lane.tenant, actor, basePath: lane.basePath, nonce };
});

/**
 * The same for pages that only members see; others are asked to sign in and come back. A page that needs a permission
 * the member lacks does not exist for them: no link leads there.
 */
export async function memberPage(param: string, permission?: Permission): Promise<TenantPage> {
  const page = await tenantPage(param);
  if (page.actor.type !== "user" || !page.actor.role) {
    const asked = (await headers()).get(ASKED_PATH_HEADER);
    const isHome = asked === null || asked === (page.basePath || "/");
    redirect(`${page.basePath}/sign-in${isHome ? "" : `?next=${encodeURIComponent(asked)}`}`);
  }
  if (page.actor.needsTwoFactor) redirect(`${page.basePath}/set-up-two-factor`);
  if (permission && !permissionsOf(page.actor).includes(permission)) notFound();
  return page;
}

/** Not found on every host but the root domain. */
export async function requireRootHost(): Promise<void> {
  const { isRoot } = await resolveLane(installedPorts(), await headers());
  if (!isRoot) notFound();
}

/** What the browser says of its languages. */
export const acceptLanguage = async (): Promise<string | null> => (await headers()).get("accept-language");

/** Who is asking on the root domain. */
export const rootActor = cache(async (): Promise<Actor> => {
  const ports = installedPorts();
  const requestHeaders = await headers();
  const lane = await resolveLane(ports, requestHeaders);
  return lane.isRoot ? webActor(ports, lane, requestHeaders) : { type: "visitor" };
});

async function pageLane(param: string, requestHeaders: Headers): Promise<RequestLane> {
  const ports = installedPorts();
  const byHost = await resolveLane(ports, requestHeaders);
  if (byHost.isRoot) return resolvePathLane(ports, param.startsWith("~") ? null : param);
  const isSame = param.startsWith("~")
    ? param === `~${hostName(requestHeaders)}`
    : param === byHost.tenant?.slug;
  return isSame ? byHost : { ...byHost, tenant: null };
}

const hostName = (requestHeaders: Headers): string =>
  (requestHeaders.get("host") ?? "").toLowerCase().replace(/:\d+$/, "").replace(/\.$/, "");
