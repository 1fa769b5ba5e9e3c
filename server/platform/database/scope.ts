/** Whose rows a connection may see. `owner` migrates and runs the job queue; it never serves a request. */
export type Scope = TenantScope | { role: "system" } | { role: "owner" };

export interface TenantScope {
  role: "tenant";
  tenantId: string;
  /** `home` (default): where the tenant's own tables are. `control`: the tables that never move. */
  door?: "home" | "control";
}

export const APP_ROLE = "marque_app";
export const SYSTEM_ROLE = "marque_system";
