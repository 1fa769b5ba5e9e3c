import { signOut } from "#server/session/sign-out.ts";

export { signOut as POST };
