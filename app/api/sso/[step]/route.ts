import { serveSso } from "#server/session/sso/serve.ts";

export { serveSso as GET, serveSso as POST };
