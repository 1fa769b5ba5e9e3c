import type { Metadata } from "next";
import { ForgotPasswordForm } from "#components/auth/forgot-password-form.tsx";
import { RootAuthShell } from "#components/shell/root-auth-shell.tsx";
import { requireRootHost } from "#server/session/page.ts";
import { pageMailbox } from "#server/session/page-mailbox.ts";

export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: "Forgot your password? · Marque" };

export default async function ForgotPasswordPage() {
  await requireRootHost();
  return (
    <RootAuthShell
      title="Forgot your password?"
      description="We mail you a link to choose a new one."
      hasWayBack
    >
      <ForgotPasswordForm mailboxUrl={pageMailbox()} />
    </RootAuthShell>
  );
}
