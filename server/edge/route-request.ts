import { type NextRequest, NextResponse } from "next/server";
import { readEdgeConfig } from "./config.ts";
import { contentSecurityPolicy } from "./content-security-policy.ts";
import { destinationOf } from "./destination.ts";

/** Names the tenant of a call made under `/tenant/SLUG/api/…`. The edge clears it wherever it runs; elsewhere it names a tenant, no more. */
export const PATH_TENANT_HEADER = "x-tenant-path";
export const NONCE_HEADER = "x-nonce";

export function routeRequest(request: NextRequest): NextResponse {
  const { rootDomain, isDevelopment } = readEdgeConfig();
  const url = request.nextUrl.clone();
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce, isDevelopment);
  const headers = ownHeaders(request.headers, url.pathname);
  headers.set(NONCE_HEADER, nonce);
  headers.set("content-security-policy", policy);

  const destination = destinationOf(request.headers.get("host"), url.pathname, rootDomain);
  const response = answer();
  response.headers.set("content-security-policy", policy);
  return response;

  function answer(): NextResponse {
    switch (destination.kind) {
      case "pass":
        return NextResponse.next({ request: { headers } });
      case "rewrite":
        if (destination.pathTenant) headers.set(PATH_TENANT_HEADER, destination.pathTenant);
        url.pathname = destination.path;
        return NextResponse.rewrite(url, { request: { headers } });
      case "redirect":
        return NextResponse.redirect(destination.url, 308);
      case "not_found":
        url.pathname = destination.path;
        return NextResponse.rewrite(url, { request: { headers }, status: 404 });
      default:
        return destination satisfies never;
    }
  }
}

/** Nobody outside may speak of tenants in headers, save `X-Tenant-ID` to the API, which then asks for a credential. */
function ownHeaders(given: Headers, path: string): Headers {
  const headers = new Headers(given);
  for (const name of [...headers.keys()]) {
    const isApiTenant = name === "x-tenant-id" && path.includes("/api/v1/");
    if (name.startsWith("x-tenant-") && !isApiTenant) headers.delete(name);
  }
  return headers;
}
