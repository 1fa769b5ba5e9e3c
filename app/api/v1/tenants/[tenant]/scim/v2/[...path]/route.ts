import { serveScim } from "#server/rest/scim/serve.ts";

export { serveScim as DELETE, serveScim as GET, serveScim as PATCH, serveScim as POST, serveScim as PUT };
