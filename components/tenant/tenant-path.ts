/** `("/tenant/acme", "/")` → `/tenant/acme`; `("", "/bots")` → `/bots`. */
export function tenantPath(basePath: string, path: string): string {
  return path === "/" ? basePath || "/" : `${basePath}${path}`;
}

/** Undoes `tenantPath`: the path inside the tenant, without the base and trailing slash. */
export function pathInTenant(basePath: string, pathname: string): string {
  const isUnderBase = pathname === basePath || pathname.startsWith(`${basePath}/`);
  const inside = basePath && isUnderBase ? pathname.slice(basePath.length) : pathname;
  return inside.replace(/\/+$/, "") || "/";
}
