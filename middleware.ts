import { routeRequest } from "#server/edge/route-request.ts";

export default routeRequest;

// Uploads and webhooks stream past the edge, which would hold them in memory and cut them off at 10 MB.
export const config = { matcher: ["/((?!_next/static|_next/image|api/datasets|api/webhooks).*)"] };
