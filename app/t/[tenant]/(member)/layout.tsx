import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { DISMISSED_NOTICE_COOKIE, dismissalOf } from "#components/billing/dismissed-notice.ts";
import { standingNotice } from "#components/billing/standing-notice.ts";
import { LiveQueries } from "#components/live/live-queries.tsx";
import { LiveUpdates } from "#components/live/live-updates.tsx";
import { AccountMenu } from "#components/shell/account-menu.tsx";
import { AppShell } from "#components/shell/app-shell.tsx";
import { COLOR_SCHEME_COOKIE, parseColorScheme } from "#components/shell/color-scheme.ts";
import { tenantPath } from "#components/tenant/tenant-path.ts";
import { ApiProvider } from "#components/trpc/api-provider.tsx";
import { Toaster } from "#components/ui/toaster.tsx";
import { ClosedShell } from "#components/workspace-settings/closed-shell.tsx";
import { WorkspaceNotice } from "#components/workspace-settings/workspace-notice.tsx";
import { permissionsOf } from "#server/kernel/permission.ts";
import type { TenantState } from "#server/modules/tenancy/lifecycle-schema.ts";
import { memberPage } from "#server/session/page.ts";
import { pageLook } from "#server/session/page-look.ts";
import { pageTime } from "#server/session/page-time.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

/** No verb answers about a workspace on its way out. */
const ERASING: TenantState = {
  status: "erasing",
  suspendedReason: null,
  suspendedNote: null,
  suspendedAt: null,
  closedAt: null,
  restoreUntil: null,
};

interface MemberLayoutProps {
  params: Promise<{ tenant: string }>;
  children: ReactNode;
}

export default async function MemberLayout({ params, children }: MemberLayoutProps) {
  const { tenant: param } = await params;
  const { tenant, basePath, actor } = await memberPage(param);
  const look = await pageLook(param);
  const person = actor.type === "user" ? actor : { name: "", email: "", role: null };
  const cookieStore = await cookies();
  const colorScheme = parseColorScheme(cookieStore.get(COLOR_SCHEME_COOKIE)?.value);
  const logoUrl = look.logoPath && tenantPath(basePath, look.logoPath);
  const caller = await tenantCaller(param);
  if (tenant.status === "closed" || tenant.status === "erasing") {
    const state = tenant.status === "closed" ? await caller.tenants.state({}) : ERASING;
    return (
      <ApiProvider basePath={basePath} signInPath={tenantPath(basePath, "/sign-in")}>
        <ClosedShell
          name={look.companyName}
          logoUrl={logoUrl}
          basePath={basePath}
          email={person.email}
          state={state}
        />
      </ApiProvider>
    );
  }
  const permissions = permissionsOf(actor);
  const isVouched = actor.type === "user" && actor.isVouched === true;
  const [state, billing] = await Promise.all([
    caller.tenants.state({}),
    permissions.includes("billing:read") ? caller.subscriptions.get({}) : null,
  ]);
  const canPay = permissions.includes("billing:write");
  const standing = billing && standingNotice(billing, pageTime(), canPay);
  const dismissed = cookieStore.get(DISMISSED_NOTICE_COOKIE)?.value;
  const isDismissed = standing?.isDismissible && dismissalOf(tenant.slug, standing.key) === dismissed;
  const notice = <WorkspaceNotice state={state} standing={isDismissed ? null : standing} canPay={canPay} />;
  return (
    <ApiProvider
      basePath={basePath}
      signInPath={tenantPath(basePath, "/sign-in")}
      ssoPath={isVouched ? tenantPath(basePath, "/api/sso/start") : undefined}
    >
      <LiveUpdates>
        <AppShell
          tenant={{ name: look.companyName, logoUrl }}
          notice={notice}
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
