import type { Metadata } from "next";
import { ResetPasswordForm } from "#components/auth/reset-password-form.tsx";
import { AuthShell } from "#components/shell/auth-shell.tsx";
import { BrandMark } from "#components/shell/brand-mark.tsx";
import { TenantLink } from "#components/tenant/tenant-link.tsx";
import { tenantPath } from "#components/tenant/tenant-path.ts";
import { ApiProvider } from "#components/trpc/api-provider.tsx";
import { tenantPage } from "#server/session/page.ts";
import { pageLook } from "#server/session/page-look.ts";

export const metadata: Metadata = { title: "Choose a new password" };

export default async function TenantResetPasswordPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant: param } = await params;
  const [{ basePath }, look] = await Promise.all([tenantPage(param), pageLook(param)]);
  const logoUrl = look.logoPath && tenantPath(basePath, look.logoPath);
  return (
    <AuthShell
      brand={<BrandMark name={look.companyName} logoUrl={logoUrl} />}
      title="Choose a new password"
      description="It signs you out everywhere else."
      footer={<TenantLink href="/sign-in">Back to sign-in</TenantLink>}
    >
      <ApiProvider basePath={basePath}>
        <ResetPasswordForm
          forgotPath={tenantPath(basePath, "/forgot-password")}
          signInPath={tenantPath(basePath, "/sign-in")}
        />
      </ApiProvider>
    </AuthShell>
  );
}
