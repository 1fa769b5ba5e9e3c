import type { Metadata } from "next";
import { ResetPasswordForm } from "#components/auth/reset-password-form.tsx";
import { TenantAuthShell } from "#components/shell/tenant-auth-shell.tsx";
import { tenantPath } from "#components/tenant/tenant-path.ts";
import { tenantPage } from "#server/session/page.ts";
import { pageLook } from "#server/session/page-look.ts";

export const metadata: Metadata = { title: "Choose a new password" };

export default async function TenantResetPasswordPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant: param } = await params;
  const [{ basePath }, look] = await Promise.all([tenantPage(param), pageLook(param)]);
  return (
    <TenantAuthShell
      basePath={basePath}
      look={look}
      title="Choose a new password"
      description="It signs you out everywhere else."
      hasWayBack
    >
      <ResetPasswordForm
        forgotPath={tenantPath(basePath, "/forgot-password")}
        signInPath={tenantPath(basePath, "/sign-in")}
      />
    </TenantAuthShell>
  );
}
