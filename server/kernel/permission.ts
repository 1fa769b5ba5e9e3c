import type { Actor } from "./actor.ts";
import { AppError } from "./errors.ts";

export const PERMISSIONS = [
  "tenant:read",
  "tenant:write",
  "member:read",
  "member:write",
  "audit:read",
  "billing:read",
  "billing:write",
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
  admin: PERMISSIONS,
  trader: TRADER,
  viewer: VIEWER,
};

export function permissionsOf(actor: Actor): readonly Permission[] {
  switch (actor.type) {
    case "user":
      return actor.role ? ROLE_PERMISSIONS[actor.role] : [];
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
  throw new AppError("forbidden", `Your role does not allow this (${permission}).`, {
    reason: "missing_permission",
    permission,
  });
}
