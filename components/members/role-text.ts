import { type Permission, ROLE_PERMISSIONS, ROLES, type Role } from "#server/kernel/permission.ts";

export const ROLE_TEXT: Record<Role, { name: string; description: string }> = {
  owner: { name: "Owner", description: "Everything, also who else is owner or admin." },
  admin: { name: "Admin", description: "Runs the workspace: billing, branding, traders and viewers." },
  trader: { name: "Trader", description: "Builds, tests and runs bots. Sees the plan." },
  viewer: { name: "Viewer", description: "Sees bots, backtests and markets. Changes nothing." },
};

/** The role of an option's value; an unknown one is the least. */
export const roleOf = (value: string): Role => ROLES.find((role) => role === value) ?? "viewer";

/** Roles that someone with these permissions may invite in. The server decides again. */
export function invitableRoles(permissions: readonly Permission[]): Role[] {
  return ROLES.filter((role) => {
    if (role === "owner") return false;
    if (role === "admin") return permissions.includes("ownership:write");
    return ROLE_PERMISSIONS[role].every((permission) => permissions.includes(permission));
  });
}
