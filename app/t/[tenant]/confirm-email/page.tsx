import type { Metadata } from "next";
import { ConfirmEmail } from "#components/account/confirm-email.tsx";
import { AuthShell } from "#components/shell/auth-shell.tsx";
import { BrandMark } from "#components/shell/brand-mark.tsx";
import { tenantPath } from "#components/tenant/tenant-path.ts";
import { ApiProvider } from "#components/trpc/api-provider.tsx";
import { tenantPage } from "#server/session/page.ts";
import { pageLook } from "#server/session/page-look.ts";

export const metadata: Metadata = { title: "Your e-mail address" };

export default async function TenantConfirmEmailPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant: param } = await params;
  const [{ basePath }, look] = await Promise.all([tenantPage(param), pageLook(param)]);
  const logoUrl = look.logoPath && tenantPath(basePath, look.logoPath);
  return (
    <AuthShell brand={<BrandMark name={look.companyName} logoUrl={logoUrl} />} title="Your e-mail address">
      <ApiProvider basePath={basePath}>
        <ConfirmEmail homePath={tenantPath(basePath, "/")} />
      </ApiProvider>
    </AuthShell>
  );
}
