import type { Metadata } from "next";
import { ForgotPasswordForm } from "#components/auth/forgot-password-form.tsx";
import { TenantAuthShell } from "#components/shell/tenant-auth-shell.tsx";
import { tenantPage } from "#server/session/page.ts";
import { pageLook } from "#server/session/page-look.ts";
import { pageMailbox } from "#server/session/page-mailbox.ts";

export const metadata: Metadata = { title: "Forgot your password?" };

export default async function TenantForgotPasswordPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant: param } = await params;
  const [{ basePath }, look] = await Promise.all([tenantPage(param), pageLook(param)]);
  return (
    <TenantAuthShell
      basePath={basePath}
      look={look}
      title="Forgot your password?"
      description={`${look.companyName} mails you a link to choose a new one.`}
      hasWayBack
    >
      <ForgotPasswordForm mailboxUrl={pageMailbox()} />
    </TenantAuthShell>
  );
}
