import { listOperators } from "#server/modules/operator/index.ts";
import { type Route, route } from "../route.ts";

/** The operator's, on the root domain: not found for everybody else. */
export const adminRoutes: readonly Route[] = [route("GET", "/admin/operators", listOperators)];
