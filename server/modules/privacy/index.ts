export { eraseTenant } from "./erase-tenant.ts";
export { eraseTenants } from "./erase-tenants.ts";
export { listTenantTables } from "./tenant-tables.ts";
