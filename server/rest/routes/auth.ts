import { login, loginOperator, logout, refresh, requestSignUp } from "#server/modules/auth/index.ts";
import { type Route, route } from "../route.ts";

export const authRoutes: readonly Route[] = [
  route("POST", "/auth/login", login, 200, "tenantId", loginOperator),
  route("POST", "/auth/refresh", refresh, 200, "tenantId", refresh),
  route("POST", "/auth/logout", logout, 204),
  route("POST", "/auth/register", requestSignUp, 202),
];
