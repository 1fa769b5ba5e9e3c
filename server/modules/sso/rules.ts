import type { Role } from "#server/kernel/permission.ts";
import { DIRECTORY_ROLES, type DirectoryRole, type Identity } from "./schema.ts";
import type { SsoProblemCode } from "./words.ts";

/** What is known here of whom a provider speaks. */
export interface Acquaintance {
  /** Found by the provider's subject, else by the e-mail. */
  person: { userId: string; subject: string | null; isActive: boolean } | null;
  /** The account of that person, else the account with that e-mail. */
  account: { id: string } | null;
  /** The account's role in this tenant; null for a stranger. */
  role: Role | null;
}

export type Verdict =
  | { kind: "enter"; userId: string }
  | { kind: "join"; userId: string | null }
  | { kind: "refuse"; problem: SsoProblemCode };

/**
 * Who comes in. A provider is believed about people of the domains this tenant has proven and about nobody else, and
 * once a subject stands for an account, no other subject can. An owner's account is linked by that owner alone, in a
 * test: whoever may set up a provider must not become the owner by it.
 */
export function decideSignIn(
  identity: Identity,
  { person, account, role }: Acquaintance,
  { allowJit, provenDomains }: { allowJit: boolean; provenDomains: readonly string[] },
): Verdict {
  if (person && !person.isActive) return refuse("deactivated");
  const isLinked = person?.subject === identity.subject;
  if (!isLinked) {
    const problem = strangerProblem(identity, provenDomains);
    if (problem) return refuse(problem);
    if (person?.subject) return refuse("subject_changed");
    if (role === "owner") return refuse("owner_unlinked");
  }
  if (role && account) return { kind: "enter", userId: account.id };
  if (!allowJit) return refuse("not_member");
  if (isLinked && !isProven(identity.email, provenDomains)) return refuse("domain_unproven");
  return { kind: "join", userId: account?.id ?? null };
}

const refuse = (problem: SsoProblemCode): Verdict => ({ kind: "refuse", problem });

function strangerProblem(identity: Identity, provenDomains: readonly string[]): SsoProblemCode | null {
  if (!identity.email) return "email_missing";
  if (identity.isEmailVerified === false) return "email_unverified";
  return isProven(identity.email, provenDomains) ? null : "domain_unproven";
}

export const isProven = (email: string | null, provenDomains: readonly string[]): boolean =>
  email !== null && provenDomains.includes(domainOf(email));

export const domainOf = (email: string): string => email.slice(email.lastIndexOf("@") + 1).toLowerCase();

/** The strongest role that the groups map to, else the default. */
export function roleFor(groups: readonly string[], { groupRoles, defaultRole }: AccessRules): DirectoryRole {
  const mapped = groupRoles.filter(({ group }) => groups.includes(group)).map(({ role }) => role);
  return DIRECTORY_ROLES.find((role) => mapped.includes(role)) ?? defaultRole;
}

export interface AccessRules {
  groupRoles: readonly { group: string; role: DirectoryRole }[];
  defaultRole: DirectoryRole;
}

/** What groups make of a member now: null where nothing changes. Owners, and tenants without a mapping, never do. */
export function changedRole(
  current: Role,
  groups: readonly string[],
  access: AccessRules,
): DirectoryRole | null {
  if (current === "owner" || access.groupRoles.length === 0) return null;
  const role = roleFor(groups, access);
  return role === current ? null : role;
}

export type UnlinkObstacle = "sso_required" | "no_other_way";

/** What keeps a person from giving up their link: nobody is left without a way in. */
export function unlinkObstacle(ways: {
  hasPassword: boolean;
  hasPasskey: boolean;
  /** Whether the workspace lets this person in by it. */
  isPasswordEnough: boolean;
  isPasskeyEnough: boolean;
}): UnlinkObstacle | null {
  if (!ways.isPasswordEnough && !ways.isPasskeyEnough) return "sso_required";
  const hasWay = (ways.hasPassword && ways.isPasswordEnough) || (ways.hasPasskey && ways.isPasskeyEnough);
  return hasWay ? null : "no_other_way";
}
