import { startHandoff } from "#server/session/start-handoff.ts";

export { startHandoff as GET };
