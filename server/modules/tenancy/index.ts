export { checkSlug } from "./check-slug.ts";
export { createTenant } from "./create-tenant.ts";
export { getTenant } from "./get-tenant.ts";
export { listMyTenants } from "./list-my-tenants.ts";
export { provisionTenant } from "./provision-tenant.ts";
export { reserveSlug } from "./reserve-slug.ts";
export { resolveTenant, type TenantRef } from "./resolve-tenant.ts";
export { findMember, insertVerifiedDomain } from "./store.ts";
export { tenantHome, tenantOrigin } from "./tenant-home.ts";
