export { endOpenMove } from "./end-open-move.ts";
export { listTiers } from "./rehome-store.ts";
export { type MoveReport, rehomeTenant } from "./rehome-tenant.ts";
