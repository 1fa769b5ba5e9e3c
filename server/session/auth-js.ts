import NextAuth, { type NextAuthConfig } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import type { Ports } from "#server/kernel/ctx.ts";
import { checkPassword, openSession, redeemHandoff } from "#server/modules/auth/index.ts";
import { findMember, isInvited } from "#server/modules/tenancy/index.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { type RequestLane, resolveLane } from "./lane.ts";

const SESSION_SECONDS = 30 * 24 * 3600;

declare module "next-auth" {
  interface Session {
    sessionId?: string;
  }
  interface User {
    sessionId?: string;
  }
}

/** `__Host-` forbids a Domain attribute: a sibling subdomain can neither read nor plant it. */
export const sessionCookieName = (ports: Ports): string =>
  ports.env.ROOT_URL.startsWith("https:") ? "__Host-marque-session" : "marque-session";

/** Read for every request, because the secret and the host are known only then. */
function readConfig(): NextAuthConfig {
  const ports = installedPorts();
  const isSecure = ports.env.ROOT_URL.startsWith("https:");
  return {
    secret: ports.authSecret,
    trustHost: true,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    cookies: {
      sessionToken: {
        name: sessionCookieName(ports),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure },
      },
    },
    providers: [
      Credentials({
        id: "password",
        credentials: { email: {}, password: {} },
        authorize: async ({ email, password }, request) => {
          const lane = await resolveLane(ports, request.headers);
          const user = await checkPassword(ports, String(email ?? ""), String(password ?? ""));
          const isStranger = user && lane.tenant && !(await isExpected(ports, lane.tenant.id, user));
          return user && !isStranger ? signedIn(ports, lane, user.id, request) : null;
        },
      }),
      Credentials({
        id: "handoff",
        credentials: { code: {} },
        authorize: async ({ code }, request) => {
          const lane = await resolveLane(ports, request.headers);
          if (!lane.hostTenantId) return null;
          const origin = `${new URL(ports.env.ROOT_URL).protocol}//${request.headers.get("host")}`;
          const user = await redeemHandoff(ports, String(code ?? ""), lane.hostTenantId, origin);
          return user && signedIn(ports, lane, user.id, request);
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user?.sessionId ? { ...token, sessionId: user.sessionId } : token),
      session: ({ session, token }) =>
        typeof token.sessionId === "string" ? { ...session, sessionId: token.sessionId } : session,
    },
    logger: { error: (error) => ports.log.debug({ err: error }, "auth") },
  };
}

export const { auth, signIn, signOut } = NextAuth(readConfig);

/** Members, and those who are invited: they sign in first, as nobody yet, and accept then. */
async function isExpected(
  ports: Ports,
  tenantId: string,
  { id, email }: { id: string; email: string },
): Promise<boolean> {
  const member = await findMember(ports.tenantDb(tenantId).client, id);
  return member !== null || isInvited(ports, tenantId, email);
}

async function signedIn(ports: Ports, lane: RequestLane, userId: string, request: Request) {
  const userAgent = request.headers.get("user-agent") ?? "";
  const { hostTenantId } = lane;
  return { id: userId, sessionId: await openSession(ports, { userId, hostTenantId, userAgent }) };
}
