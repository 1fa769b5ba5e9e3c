import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { AppError, notFound } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { findUserByEmail, insertUser } from "../../auth/index.ts";
import { admitMember, lockMembers, readSeatBounds } from "../../members/index.ts";
import { resolveTenant } from "../../tenancy/index.ts";
import { listProvenDomains } from "../domain-store.ts";
import { isProven, roleFor } from "../rules.ts";
import { findConnection } from "../store.ts";
import { endMembership } from "./end-membership.ts";
import { groupNamesOf } from "./group-store.ts";
import { findPersonById, findPersonOf, findRole, userNameIsTaken, writePerson } from "./person-store.ts";
import { type Person, Person as PersonSchema, SavePersonInput } from "./schema.ts";
import { requireVersion } from "./version.ts";
import { viewPerson } from "./view-person.ts";

type Draft = Pick<
  Person,
  "userName" | "externalId" | "email" | "displayName" | "givenName" | "familyName" | "isActive"
>;

/**
 * Creates or replaces a person of the directory, and with it who is a member. The account behind it belongs to the
 * person: its name, address and other workspaces are neither read nor changed.
 * @throws AppError `forbidden` for who is neither of a proven domain nor a member, `conflict` for a name that is taken,
 *   `limit_reached` when the plan has no seat left
 */
export const savePerson = platformCommand({
  verb: "directory.savePerson",
  access: "system",
  input: SavePersonInput,
  output: PersonSchema,
  async prepare({ ctx, input: { tenantId, connectionId } }) {
    const tenant = await resolveTenant(ctx.ports, { id: tenantId });
    const db = ctx.ports.tenantDb(tenantId).client;
    const connection = await findConnection(db);
    if (!tenant || connection?.id !== connectionId) throw notFound("This directory");
    const provenDomains = await listProvenDomains(db);
    return { connection, provenDomains, bounds: await readSeatBounds(ctx.ports, tenant) };
  },
  async run({ ctx, input: { tenantId, connectionId, personId, person, versions }, prepared }) {
    const { connection, bounds, provenDomains } = prepared;
    await lockMembers(ctx.db, tenantId);
    const before = personId === null ? null : await findPersonById(ctx.db, tenantId, personId);
    if (personId !== null && !before) throw notFound("This person");
    if (before) requireVersion(viewPerson(before), versions);
    const userId = before?.userId ?? (await accountFor(ctx, tenantId, person, provenDomains));
    const known = before ?? (await findPersonOf(ctx.db, tenantId, userId));
    const id = known?.id ?? ctx.newId();
    if (
      (personId === null && known?.userName) ||
      (await userNameIsTaken(ctx.db, tenantId, person.userName, id))
    ) {
      throw new AppError("conflict", "There is a person of this name already.", { reason: "uniqueness" });
    }
    const events = person.isActive ? await admit() : await endMembership(ctx, tenantId, userId);
    await writePerson(ctx.db, { tenantId, connectionId, id, userId, ...person }, ctx.now());
    const row = await findPersonById(ctx.db, tenantId, id);
    if (!row) throw notFound("This person");
    const value = viewPerson(row);
    return {
      value,
      audit: { entityId: id, tenantId, userId, before: before && viewPerson(before), after: value },
      events,
    };

    async function admit() {
      const groups = await groupNamesOf(ctx.db, tenantId, userId);
      const admission = { userId, email: person.email, role: roleFor(groups, connection), source: "scim" };
      const { memberId, isNew } = await admitMember(ctx, bounds, admission);
      return isNew ? [{ type: "member.joined", tenantId, memberId, userId }] : [];
    }
  },
});

/** The answer is the same whether or not a stranger has an account somewhere. */
async function accountFor(
  ctx: PlatformCtx,
  tenantId: string,
  { email, displayName, userName }: Draft,
  provenDomains: readonly string[],
): Promise<string> {
  const account = await findUserByEmail(ctx.db, email);
  const isOurs =
    isProven(email, provenDomains) || (account && (await findRole(ctx.db, tenantId, account.id)));
  if (!isOurs) {
    throw new AppError("forbidden", "This address is not of a domain that the workspace has proven.", {
      reason: "domain_unproven",
    });
  }
  if (account) return account.id;
  const id = ctx.newId();
  const user = { id, email, name: displayName || userName, passwordHash: null, emailVerifiedAt: ctx.now() };
  if (await insertUser(ctx.db, user)) return id;
  throw new AppError("conflict", "This person was being added at the same time. Try again.");
}
