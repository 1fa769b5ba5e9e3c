import { type NextRequest, NextResponse } from "next/server";
import { readEdgeConfig } from "./config.ts";
import { contentSecurityPolicy } from "./content-security-policy.ts";
import { destinationOf } from "./destination.ts";
import { isPaymentPage, paymentSources } from "./payment-page.ts";
import { ASKED_PATH_HEADER, NONCE_HEADER, PATH_TENANT_HEADER } from "./request-headers.ts";

export function routeRequest(request: NextRequest): NextResponse {
  const { rootDomain, stripeSandbox, isDevelopment } = readEdgeConfig();
  const url = request.nextUrl.clone();
  const nonce = btoa(crypto.randomUUID());
  const payment = isPaymentPage(url.pathname) ? paymentSources(stripeSandbox) : null;
  const policy = contentSecurityPolicy(nonce, isDevelopment, payment);
  const headers = new Headers(request.headers);
  headers.delete(PATH_TENANT_HEADER);
  headers.set(NONCE_HEADER, nonce);
  headers.set(ASKED_PATH_HEADER, url.pathname + url.search);
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
      case "not_found":
        url.pathname = destination.path;
        return NextResponse.rewrite(url, { request: { headers }, status: 404 });
      default:
        return destination satisfies never;
    }
  }
}
