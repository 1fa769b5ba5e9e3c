import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { LiveQueries } from "#components/live/live-queries.tsx";
import { LiveUpdates } from "#components/live/live-updates.tsx";
import { AccountMenu } from "#components/shell/account-menu.tsx";
import { AppShell } from "#components/shell/app-shell.tsx";
import { COLOR_SCHEME_COOKIE, parseColorScheme } from "#components/shell/color-scheme.ts";
import { tenantPath } from "#components/tenant/tenant-path.ts";
import { ApiProvider } from "#components/trpc/api-provider.tsx";
import { Toaster } from "#components/ui/toaster.tsx";
import { memberPage } from "#server/session/page.ts";
import { pageLook } from "#server/session/page-look.ts";

interface MemberLayoutProps {
  params: Promise<{ tenant: string }>;
  children: ReactNode;
}

export default async function MemberLayout({ params, children }: MemberLayoutProps) {
  const { tenant: param } = await params;
  const { basePath, actor } = await memberPage(param);
  const look = await pageLook(param);
  const person = actor.type === "user" ? actor : { name: "", email: "", role: null };
  const colorScheme = parseColorScheme((await cookies()).get(COLOR_SCHEME_COOKIE)?.value);
  const logoUrl = look.logoPath && tenantPath(basePath, look.logoPath);
  return (
    <ApiProvider basePath={basePath} signInPath={tenantPath(basePath, "/sign-in")}>
      <LiveUpdates>
        <AppShell
          tenant={{ name: look.companyName, logoUrl }}
          accountMenu={
            <AccountMenu
              name={person.name}
              email={person.email}
              role={person.role ?? ""}
              colorScheme={colorScheme}
            />
          }
        >
          <LiveQueries />
          {children}
        </AppShell>
        <Toaster />
      </LiveUpdates>
    </ApiProvider>
  );
}
