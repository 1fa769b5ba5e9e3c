import type { ReactNode } from "react";
import type { TenantView } from "../tenant/tenant-context.tsx";
import { TenantLink } from "../tenant/tenant-link.tsx";
import { BottomNavigation } from "./bottom-navigation.tsx";
import { BrandMark } from "./brand-mark.tsx";
import { SideNavigation } from "./side-navigation.tsx";
import { SkipLink } from "./skip-link.tsx";

interface AppShellProps {
  tenant: Pick<TenantView, "name" | "logoUrl">;
  /** The person's menu: name, appearance, sign out. */
  accountMenu: ReactNode;
  /** Something about the whole workspace: trial, past due. */
  notice?: ReactNode;
  children: ReactNode;
}

export function AppShell({ tenant, accountMenu, notice, children }: AppShellProps) {
  return (
    <div className="md:grid md:min-h-dvh md:grid-cols-[14.5rem_minmax(0,1fr)]">
      <SkipLink />
      <div className="sticky top-0 hidden h-dvh flex-col border-r border-border bg-surface md:flex">
        <div className="flex h-14 items-center px-4">
          <TenantLink href="/" variant="plain">
            <BrandMark name={tenant.name} logoUrl={tenant.logoUrl} />
          </TenantLink>
        </div>
        <div className="grow overflow-y-auto">
          <SideNavigation />
        </div>
        <div className="border-t border-border p-2">{accountMenu}</div>
      </div>
      <div className="flex min-h-dvh min-w-0 flex-col pb-[calc(3.5rem+env(safe-area-inset-bottom))] md:pb-0">
        <header className="sticky top-0 z-10 flex h-13 items-center justify-between gap-3 border-b border-border bg-surface px-4 md:hidden">
          <TenantLink href="/" variant="plain">
            <BrandMark name={tenant.name} logoUrl={tenant.logoUrl} />
          </TenantLink>
          {accountMenu}
        </header>
        {notice}
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-[76rem] grow px-4 py-5 outline-none sm:px-6 sm:py-7 lg:px-8"
        >
          {children}
        </main>
      </div>
      <BottomNavigation />
    </div>
  );
}
