import { acceptHandoff } from "#server/session/accept-handoff.ts";

export { acceptHandoff as GET };
