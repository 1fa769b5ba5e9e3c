import { serveRest } from "#server/rest/serve.ts";

export { serveRest as DELETE, serveRest as GET, serveRest as PATCH, serveRest as POST, serveRest as PUT };
