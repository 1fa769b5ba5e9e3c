/** Names the tenant of a call made under `/tenant/SLUG/api/…`; set by the edge alone. */
export const PATH_TENANT_HEADER = "x-tenant-path";
/** Of the content security policy; set by the edge alone. */
export const NONCE_HEADER = "x-nonce";
/** Path and search as the browser asked for them, so that who must sign in first comes back; set by the edge alone. */
export const ASKED_PATH_HEADER = "x-asked-path";
/** The address that opened the connection, when it speaks for itself and forwards nobody. */
export const DIRECT_PEER_HEADER = "x-direct-peer";

/** Headers by which one part of the server speaks to another, Next's own among them. */
const INTERNAL = /^(?:x-tenant-|x-middleware-|x-nonce$|x-asked-path$|x-direct-peer$|content-security-policy)/;

type Incoming = Record<string, string | string[] | undefined>;

/**
 * Makes the headers of a request say what is so: whatever only the server may say is taken out, and the forwarded
 * headers follow `Host` and the socket. `X-Tenant-ID` stays for the API, which then asks for a credential.
 * @param headers changed in place, names in lower case
 */
export function settleHeaders(
  headers: Incoming,
  {
    path,
    peer,
    rootUrl,
    isBehindProxy,
  }: { path: string; peer: string; rootUrl: string; isBehindProxy: boolean },
): void {
  for (const name in headers) {
    const isApiTenant = name === "x-tenant-id" && path.includes("/api/v1/");
    if (INTERNAL.test(name) && !isApiTenant) delete headers[name];
  }
  if (headers["x-forwarded-for"] === undefined && headers.forwarded === undefined)
    headers[DIRECT_PEER_HEADER] = peer;
  headers["x-forwarded-host"] = String(headers.host ?? "");
  headers["x-forwarded-proto"] = rootUrl.slice(0, rootUrl.indexOf(":"));
  if (!isBehindProxy) headers["x-forwarded-for"] = peer;
}
