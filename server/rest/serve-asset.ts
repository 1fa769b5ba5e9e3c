import { tenantAsset } from "#server/modules/branding/index.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { resolveLane } from "#server/session/lane.ts";

const HASH = /^[0-9a-f]{64}$/;

/** A tenant's picture on the tenant's host. Content-addressed, so it may be cached for ever. */
export async function serveAsset(request: Request, hash: string): Promise<Response> {
  const ports = installedPorts();
  const { tenant } = await resolveLane(ports, request.headers);
  const asset = tenant && HASH.test(hash) ? await tenantAsset(ports, tenant, hash) : null;
  if (!asset) return new Response("Not found", { status: 404 });
  return new Response(asset.bytes, {
    headers: {
      "content-type": asset.contentType,
      "cache-control": "public, max-age=31536000, immutable",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
    },
  });
}
