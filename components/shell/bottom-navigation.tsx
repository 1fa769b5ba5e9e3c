"use client";

import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTenant } from "../tenant/tenant-context.tsx";
import { pathInTenant, tenantPath } from "../tenant/tenant-path.ts";
import { cx } from "../ui/class-names.ts";
import { Menu, MenuLabel, menuItemStyle } from "../ui/menu.tsx";
import { isCurrent, settingsFor, WORK_ITEMS } from "./navigation.ts";

const ITEM =
  "grid h-14 w-full content-center justify-items-center gap-1 text-2xs font-medium -outline-offset-4";

export function BottomNavigation() {
  const { basePath, permissions } = useTenant();
  const path = pathInTenant(basePath, usePathname());
  const isInSettings = path.startsWith("/settings");
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-10 grid grid-cols-5 border-t border-border bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {WORK_ITEMS.map(({ href, label, icon: Icon }) => {
        const isActive = isCurrent(href, path);
        return (
          <Link
            key={href}
            href={tenantPath(basePath, href)}
            aria-current={isActive ? "page" : undefined}
            className={cx(ITEM, isActive ? "text-accent-text" : "text-muted")}
          >
            <Icon className="size-5" aria-hidden />
            {label}
          </Link>
        );
      })}
      <Menu
        triggerClassName={cx(ITEM, isInSettings ? "text-accent-text" : "text-muted")}
        trigger={
          <>
            <Ellipsis className="size-5" aria-hidden />
            More
          </>
        }
      >
        {settingsFor(permissions).map(({ group, items }) => (
          <section key={group} aria-label={group}>
            <MenuLabel>
              <span aria-hidden>{group}</span>
            </MenuLabel>
            {items.map(({ href, label, icon: Icon }) => (
              <Link
                key={href}
                href={tenantPath(basePath, href)}
                aria-current={isCurrent(href, path) ? "page" : undefined}
                className={menuItemStyle()}
              >
                <Icon aria-hidden />
                {label}
              </Link>
            ))}
          </section>
        ))}
      </Menu>
    </nav>
  );
}
