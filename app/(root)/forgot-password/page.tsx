import type { Metadata } from "next";
import Link from "next/link";
import { ForgotPasswordForm } from "#components/auth/forgot-password-form.tsx";
import { AuthShell } from "#components/shell/auth-shell.tsx";
import { MarqueMark } from "#components/shell/marque-mark.tsx";
import { ApiProvider } from "#components/trpc/api-provider.tsx";
import { requireRootHost } from "#server/session/page.ts";
import { pageMailbox } from "#server/session/page-mailbox.ts";

export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: "Forgot your password? · Marque" };

export default async function ForgotPasswordPage() {
  await requireRootHost();
  return (
    <AuthShell
      brand={
        <Link href="/" aria-label="Marque, home">
          <MarqueMark />
        </Link>
      }
      title="Forgot your password?"
      description="We mail you a link to choose a new one."
      footer={
        <Link href="/sign-in" className="font-medium text-accent-text underline-offset-4 hover:underline">
          Back to sign-in
        </Link>
      }
    >
      <ApiProvider basePath="">
        <ForgotPasswordForm mailboxUrl={pageMailbox()} />
      </ApiProvider>
    </AuthShell>
  );
}
