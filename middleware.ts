import { routeRequest } from "#server/edge/route-request.ts";

export default routeRequest;

export const config = { matcher: ["/((?!_next/static|_next/image).*)"] };
