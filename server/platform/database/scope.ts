/** Whose rows a connection may see. `owner` migrates and runs the job queue; it never serves a request. */
export type Scope = { role: "tenant"; tenantId: string } | { role: "system" } | { role: "owner" };

export const APP_ROLE = "marque_app";
export const SYSTEM_ROLE = "marque_system";

export function tenantSetting(scope: Scope): string {
  switch (scope.role) {
    case "tenant":
      return scope.tenantId;
    case "system":
    case "owner":
      return "";
    default:
      return scope satisfies never;
  }
}
