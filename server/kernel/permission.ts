import type { Actor } from "./actor.ts";
import type { Plane } from "./ctx.ts";
import { AppError, twoFactorRequired } from "./errors.ts";

export const PERMISSIONS = [
  "tenant:read",
  "tenant:write",
  "ownership:write",
  "member:read",
  "member:write",
  "domain:read",
  "domain:write",
  "sso:read",
  "sso:write",
  "key:read",
  "key:write",
  "audit:read",
  "billing:read",
  "billing:write",
  "usage:write",
  "branding:read",
  "branding:write",
  "data:read",
  "data:write",
  "strategy:read",
  "strategy:write",
  "backtest:read",
  "backtest:write",
  "bot:read",
  "bot:write",
] as const;

export type Permission = (typeof PERMISSIONS)[number];

const DATA_NOUNS = new Set(["branding", "data", "strategy", "backtest", "bot"]);

/** The plane that a command with this permission changes: its noun decides. */
export const planeOf = (permission: Permission): Plane =>
  DATA_NOUNS.has(permission.slice(0, permission.indexOf(":"))) ? "data" : "control";

export const ROLES = ["owner", "admin", "trader", "viewer"] as const;
export type Role = (typeof ROLES)[number];

const TRADER: readonly Permission[] = [
  "tenant:read",
  "branding:read",
  "billing:read",
  "data:read",
  "data:write",
  "strategy:read",
  "strategy:write",
  "backtest:read",
  "backtest:write",
  "bot:read",
  "bot:write",
];

const VIEWER: readonly Permission[] = [
  "tenant:read",
  "branding:read",
  "data:read",
  "strategy:read",
  "backtest:read",
  "bot:read",
];

export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  owner: PERMISSIONS,
  admin: PERMISSIONS.filter((permission) => permission !== "ownership:write"),
  trader: TRADER,
  viewer: VIEWER,
};

/** A role's permissions with a member's own: `denials` win over `grants`; an owner's are never taken away. */
export function memberPermissions(
  role: Role,
  grants: readonly string[] = [],
  denials: readonly string[] = [],
): readonly Permission[] {
  if (role === "owner") return PERMISSIONS;
  return PERMISSIONS.filter(
    (permission) =>
      permission !== "ownership:write" &&
      !denials.includes(permission) &&
      (ROLE_PERMISSIONS[role].includes(permission) || grants.includes(permission)),
  );
}

export function permissionsOf(actor: Actor): readonly Permission[] {
  switch (actor.type) {
    case "user":
      return actor.role ? actor.permissions : [];
    case "apiKey":
      return actor.permissions;
    case "system":
      return PERMISSIONS;
    case "visitor":
    case "operator":
    case "webhook":
      return [];
    default:
      return actor satisfies never;
  }
}

/** @throws AppError `unauthenticated` for a visitor, `not_found` for a stranger to the tenant, else `forbidden`. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (permissionsOf(actor).includes(permission)) return;
  if (actor.type === "visitor") throw new AppError("unauthenticated", "Sign in to continue.");
  if (actor.type === "user" && actor.role === null) {
    throw new AppError("not_found", "This workspace was not found.");
  }
  if (actor.type === "user" && actor.needsTwoFactor) {
    throw twoFactorRequired();
  }
  throw new AppError("forbidden", `Your role does not allow this (${permission}).`, {
    reason: "missing_permission",
    permission,
  });
}
