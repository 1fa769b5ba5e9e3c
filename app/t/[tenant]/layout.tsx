import type { Metadata } from "next";
import type { ReactNode } from "react";
import { brandIcon } from "#components/shell/brand-icon.ts";
import { LapsedDomain } from "#components/shell/lapsed-domain.tsx";
import { TenantProvider } from "#components/tenant/tenant-context.tsx";
import { tenantPath } from "#components/tenant/tenant-path.ts";
import { ThemeStyle } from "#components/tenant/theme-style.tsx";
import { permissionsOf } from "#server/kernel/permission.ts";
import { tenantOrigin } from "#server/modules/tenancy/index.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { tenantPage } from "#server/session/page.ts";
import { pageLacks } from "#server/session/page-lacks.ts";
import { pageLook } from "#server/session/page-look.ts";

interface TenantLayoutProps {
  params: Promise<{ tenant: string }>;
  children: ReactNode;
}

export async function generateMetadata({ params }: TenantLayoutProps): Promise<Metadata> {
  const { tenant } = await params;
  const [{ basePath }, look] = await Promise.all([tenantPage(tenant), pageLook(tenant)]);
  const icon = look.logoPath
    ? tenantPath(basePath, look.logoPath)
    : brandIcon(look.companyName, look.theme.accent);
  return {
    title: { default: look.companyName, template: `%s · ${look.companyName}` },
    icons: { icon },
    robots: { index: false },
  };
}

export default async function TenantLayout({ params, children }: TenantLayoutProps) {
  const { tenant: param } = await params;
  const [{ lane, tenant, actor, basePath, nonce }, look, lacks] = await Promise.all([
    tenantPage(param),
    pageLook(param),
    pageLacks(param),
  ]);
  const logoUrl = look.logoPath && tenantPath(basePath, look.logoPath);
  return (
    <TenantProvider
      tenant={{
        slug: tenant.slug,
        name: look.companyName,
        basePath,
        logoUrl,
        permissions: permissionsOf(actor),
        lacks: actor.type === "user" ? lacks : [],
        mentionsUs: lacks.some(({ key }) => key === "white_label"),
      }}
    >
      <ThemeStyle css={look.css} nonce={nonce} />
      {lane.isLapsed ? (
        <LapsedDomain
          companyName={look.companyName}
          logoUrl={logoUrl}
          origin={tenantOrigin(installedPorts(), tenant.slug)}
        />
      ) : (
        children
      )}
    </TenantProvider>
  );
}
