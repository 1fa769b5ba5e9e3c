"use client";

import { ChevronsUpDown, LogOut } from "lucide-react";
import Link from "next/link";
import { useId } from "react";
import { useTenantPath } from "../tenant/tenant-context.tsx";
import { Menu, MenuLabel, MenuSeparator, menuItemStyle } from "../ui/menu.tsx";
import type { ColorScheme } from "./color-scheme.ts";
import { ColorSchemeControl } from "./color-scheme-control.tsx";
import { ACCOUNT_ITEMS } from "./navigation.ts";

interface AccountMenuProps {
  name: string;
  email: string;
  role: string;
  colorScheme: ColorScheme;
}

export function AccountMenu({ name, email, role, colorScheme }: AccountMenuProps) {
  const id = useId();
  const path = useTenantPath();
  return (
    <Menu
      triggerClassName="flex min-h-10 items-center gap-2.5 rounded-md px-1.5 text-left md:w-full hover:bg-foreground/5"
      trigger={
        <>
          <span className="sr-only">Account:</span>
          <span
            aria-hidden
            className="grid size-7 shrink-0 place-items-center rounded-full bg-foreground/8 text-xs font-semibold"
          >
            {Array.from(name)[0]?.toUpperCase()}
          </span>
          <span className="min-w-0 grow leading-tight max-md:sr-only">
            <span className="block truncate text-[0.8125rem] font-medium">{name}</span>
            <span className="block truncate text-xs text-muted capitalize">{role}</span>
          </span>
          <ChevronsUpDown className="hidden size-3.5 text-muted md:block" aria-hidden />
        </>
      }
    >
      <MenuLabel>
        <span className="block text-sm font-medium text-foreground">{name}</span>
        <span className="block truncate">{email}</span>
      </MenuLabel>
      <MenuSeparator />
      {ACCOUNT_ITEMS.map(({ href, label, icon: Icon }) => (
        <Link key={href} href={path(href)} className={menuItemStyle()}>
          <Icon aria-hidden />
          {label}
        </Link>
      ))}
      <MenuSeparator />
      <div className="px-2.5 py-1.5">
        <ColorSchemeControl initial={colorScheme} name={`appearance${id}`} />
      </div>
      <MenuSeparator />
      <form action="/api/sign-out" method="post">
        <input type="hidden" name="next" value={path("/sign-in")} />
        <button type="submit" className={menuItemStyle()}>
          <LogOut aria-hidden />
          Sign out
        </button>
      </form>
    </Menu>
  );
}
