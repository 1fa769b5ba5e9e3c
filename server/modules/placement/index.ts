export { endOpenMove } from "./end-open-move.ts";
export { listTiers, type TenantTier } from "./rehome-store.ts";
export { type MoveReport, rehomeTenant } from "./rehome-tenant.ts";
