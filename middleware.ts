import { routeRequest } from "#server/edge/route-request.ts";

export default routeRequest;

/**
 * Doors work out host and caller themselves. Kept away from the edge, their calls save its time, and uploads stream
 * past it: it would hold them in memory and cut them off at 10 MB.
 */
export const config = {
  matcher: ["/((?!_next/static|_next/image|api/|assets/|scim/|internal/tls-ask$|healthz$|readyz$).*)"],
};
