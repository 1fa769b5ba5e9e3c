import { authorizeHandoff } from "#server/session/authorize-handoff.ts";

export { authorizeHandoff as GET };
