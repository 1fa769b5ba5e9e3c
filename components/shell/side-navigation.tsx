"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTenant } from "../tenant/tenant-context.tsx";
import { pathInTenant, tenantPath } from "../tenant/tenant-path.ts";
import { cx } from "../ui/class-names.ts";
import { isCurrent, type NavigationItem, settingsFor, WORK_ITEMS } from "./navigation.ts";

function Items({
  items,
  path,
  basePath,
}: {
  items: readonly NavigationItem[];
  path: string;
  basePath: string;
}) {
  return (
    <ul className="grid gap-0.5">
      {items.map(({ href, label, icon: Icon }) => {
        const isActive = isCurrent(href, path);
        return (
          <li key={href}>
            <Link
              href={tenantPath(basePath, href)}
              aria-current={isActive ? "page" : undefined}
              className={cx(
                "flex min-h-8.5 items-center gap-2.5 rounded-md px-2.5 text-sm font-medium",
                isActive
                  ? "bg-accent-soft text-accent-text"
                  : "text-muted hover:bg-foreground/5 hover:text-foreground",
              )}
            >
              <Icon className="size-4 shrink-0" aria-hidden />
              {label}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

export function SideNavigation() {
  const { basePath, permissions } = useTenant();
  const path = pathInTenant(basePath, usePathname());
  return (
    <nav aria-label="Main" className="grid gap-5 p-3">
      <Items items={WORK_ITEMS} path={path} basePath={basePath} />
      {settingsFor(permissions).map(({ group, items }) => (
        <section key={group} aria-label={group}>
          <p className="px-2.5 pb-1 text-xs font-medium text-muted" aria-hidden>
            {group}
          </p>
          <Items items={items} path={path} basePath={basePath} />
        </section>
      ))}
    </nav>
  );
}
