import type { Metadata } from "next";
import { ForgotPasswordForm } from "#components/auth/forgot-password-form.tsx";
import { AuthShell } from "#components/shell/auth-shell.tsx";
import { BrandMark } from "#components/shell/brand-mark.tsx";
import { TenantLink } from "#components/tenant/tenant-link.tsx";
import { tenantPath } from "#components/tenant/tenant-path.ts";
import { ApiProvider } from "#components/trpc/api-provider.tsx";
import { tenantPage } from "#server/session/page.ts";
import { pageLook } from "#server/session/page-look.ts";
import { pageMailbox } from "#server/session/page-mailbox.ts";

export const metadata: Metadata = { title: "Forgot your password?" };

export default async function TenantForgotPasswordPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant: param } = await params;
  const [{ basePath }, look] = await Promise.all([tenantPage(param), pageLook(param)]);
  const logoUrl = look.logoPath && tenantPath(basePath, look.logoPath);
  return (
    <AuthShell
      brand={<BrandMark name={look.companyName} logoUrl={logoUrl} />}
      title="Forgot your password?"
      description={`${look.companyName} mails you a link to choose a new one.`}
      footer={<TenantLink href="/sign-in">Back to sign-in</TenantLink>}
    >
      <ApiProvider basePath={basePath}>
        <ForgotPasswordForm mailboxUrl={pageMailbox()} />
      </ApiProvider>
    </AuthShell>
  );
}
