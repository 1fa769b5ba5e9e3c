import type { Metadata } from "next";
import { ConfirmEmail } from "#components/account/confirm-email.tsx";
import { TenantAuthShell } from "#components/shell/tenant-auth-shell.tsx";
import { tenantPath } from "#components/tenant/tenant-path.ts";
import { tenantPage } from "#server/session/page.ts";
import { pageLook } from "#server/session/page-look.ts";

export const metadata: Metadata = { title: "Your e-mail address" };

export default async function TenantConfirmEmailPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant: param } = await params;
  const [{ basePath }, look] = await Promise.all([tenantPage(param), pageLook(param)]);
  return (
    <TenantAuthShell basePath={basePath} look={look} title="Your e-mail address">
      <ConfirmEmail homePath={tenantPath(basePath, "/")} />
    </TenantAuthShell>
  );
}
