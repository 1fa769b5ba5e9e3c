import { checkReadiness } from "#server/rest/readiness.ts";

export const dynamic = "force-dynamic";
export { checkReadiness as GET };
