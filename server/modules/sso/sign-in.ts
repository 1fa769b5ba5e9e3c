import { z } from "zod";
import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { isAppError, notFound } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { insertUser, openSignedInSession } from "../auth/index.ts";
import { SignedIn } from "../auth/sessions/schema.ts";
import { admitMember, lockMembers, readSeatBounds } from "../members/index.ts";
import { resolveTenant } from "../tenancy/index.ts";
import { acquaint } from "./acquaint.ts";
import { groupNamesOf } from "./directory/group-store.ts";
import { setRole, writeLink } from "./directory/person-store.ts";
import { listProvenDomains } from "./domain-store.ts";
import { changedRole, decideSignIn, roleFor } from "./rules.ts";
import { type Identity, SignInInput } from "./schema.ts";
import { findConnection } from "./store.ts";
import { ssoRefusal } from "./words.ts";

/**
 * A person whom the provider has proven comes in, as the member they are or become. The session is good on this
 * tenant's hosts alone: what belongs to the person across workspaces asks for their own password or passkey. It is as
 * fresh as the provider says that the person signed in there, so a sign-in without a question proves nothing recent.
 */
export const signInBySso = platformCommand({
  verb: "sso.signIn",
  access: "system",
  input: SignInInput,
  output: z.object({ signedIn: SignedIn }),
  async prepare({ ctx, input }) {
    const tenant = await resolveTenant(ctx.ports, { id: input.tenantId });
    const db = ctx.ports.tenantDb(input.tenantId).client;
    const connection = await findConnection(db);
    if (!tenant || connection?.id !== input.connectionId) throw notFound("This provider");
    return {
      connection,
      bounds: await readSeatBounds(ctx.ports, tenant),
      provenDomains: await listProvenDomains(db),
    };
  },
  async run({ ctx, input: { tenantId, identity }, prepared: { connection, bounds, provenDomains } }) {
    await lockMembers(ctx.db, tenantId);
    const who = await acquaint(ctx.db, { tenantId, connectionId: connection.id }, identity);
    const { allowJit } = connection;
    const verdict = decideSignIn(identity, who, { allowJit, provenDomains });
    if (verdict.kind === "refuse") throw ssoRefusal(verdict.problem);
    const userId = verdict.userId ?? (await createUser(ctx, identity));
    const groups = await groupsOf(ctx, tenantId, userId, identity);

    const joined = verdict.kind === "join" ? await join(userId) : null;
    const role = who.role && groups.length > 0 ? changedRole(who.role, groups, connection) : null;
    if (role) await setRole(ctx.db, tenantId, userId, role);
    const link = { tenantId, connectionId: connection.id, userId, subject: identity.subject };
    await writeLink(ctx.db, { ...link, id: ctx.newId() }, ctx.now());
    const proof = {
      userId,
      hostTenantId: tenantId,
      method: "sso",
      secondFactor: false,
      authenticatedAt: shownAt(identity, ctx.now()),
    } as const;
    const { signedIn, events } = await openSignedInSession(ctx, proof);
    const news = joined?.isNew
      ? [{ type: "member.joined", tenantId, memberId: joined.memberId, userId }]
      : [];
    return {
      value: { signedIn },
      audit: {
        entityId: userId,
        userId,
        tenantId,
        after: { outcome: verdict.kind, role: role ?? undefined },
      },
      events: [...events, ...news],
    };

    async function join(joinerId: string) {
      const admission = { userId: joinerId, email: identity.email ?? "", role: roleFor(groups, connection) };
      return admitMember(ctx, bounds, { ...admission, source: "sso" }).catch((error: unknown) => {
        const isFull = isAppError(error) && error.details.reason === "limit_reached";
        throw isFull ? ssoRefusal("no_seat", error.message) : error;
      });
    }
  },
});

/** The domain is proven, and with it the address. Without a password the account opens by this provider only. */
async function createUser(ctx: PlatformCtx, { email, name }: Identity): Promise<string> {
  if (!email) throw ssoRefusal("email_missing");
  const id = ctx.newId();
  const user = { id, email, name: name || email.slice(0, email.indexOf("@")), passwordHash: null };
  if (await insertUser(ctx.db, { ...user, emailVerifiedAt: ctx.now() })) return id;
  throw ssoRefusal("failed");
}

/** Groups as the provider says them now, else as SCIM has provisioned them. */
async function groupsOf(
  ctx: PlatformCtx,
  tenantId: string,
  userId: string,
  { groups }: Identity,
): Promise<readonly string[]> {
  return groups.length > 0 ? groups : groupNamesOf(ctx.db, tenantId, userId);
}

/** A provider's clock may be ahead; nobody has shown anything in the future. */
function shownAt({ authenticatedAt }: Identity, now: Date): Date | null {
  if (authenticatedAt === null) return null;
  const at = new Date(authenticatedAt);
  return at < now ? at : now;
}
