import { listStripeEvents, replayStripeEvent } from "#server/modules/billing/index.ts";
import {
  amendTenant,
  closeTenantByOperator,
  inspectTenant,
  listOperators,
  listTenants,
  provisionTenant,
  reactivateTenant,
  requestErasure,
  restoreTenantByOperator,
  suspendTenant,
} from "#server/modules/operator/index.ts";
import { type Route, route } from "../route.ts";

/** The operator's, on the root domain: not found for everybody else. `{tenant}` is a slug or an id. */
export const adminRoutes: readonly Route[] = [
  route("GET", "/admin/operators", listOperators),
  route("GET", "/admin/stripe-events", listStripeEvents),
  route("POST", "/admin/stripe-events/{id}/replay", replayStripeEvent),
  route("GET", "/admin/tenants", listTenants),
  route("POST", "/admin/tenants", provisionTenant, 201),
  route("GET", "/admin/tenants/{tenant}", inspectTenant),
  route("PATCH", "/admin/tenants/{tenant}", amendTenant),
  route("POST", "/admin/tenants/{tenant}/suspend", suspendTenant),
  route("POST", "/admin/tenants/{tenant}/reactivate", reactivateTenant),
  route("POST", "/admin/tenants/{tenant}/close", closeTenantByOperator),
  route("POST", "/admin/tenants/{tenant}/restore", restoreTenantByOperator),
  route("POST", "/admin/tenants/{tenant}/erase", requestErasure, 202),
];
