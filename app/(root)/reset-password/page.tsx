import type { Metadata } from "next";
import Link from "next/link";
import { ResetPasswordForm } from "#components/auth/reset-password-form.tsx";
import { AuthShell } from "#components/shell/auth-shell.tsx";
import { MarqueMark } from "#components/shell/marque-mark.tsx";
import { ApiProvider } from "#components/trpc/api-provider.tsx";
import { requireRootHost } from "#server/session/page.ts";

export const metadata: Metadata = { title: "Choose a new password · Marque" };

export default async function ResetPasswordPage() {
  await requireRootHost();
  return (
    <AuthShell
      brand={
        <Link href="/" aria-label="Marque, home">
          <MarqueMark />
        </Link>
      }
      title="Choose a new password"
      description="It signs you out everywhere else."
      footer={
        <Link href="/sign-in" className="font-medium text-accent-text underline-offset-4 hover:underline">
          Back to sign-in
        </Link>
      }
    >
      <ApiProvider basePath="">
        <ResetPasswordForm forgotPath="/forgot-password" signInPath="/sign-in" />
      </ApiProvider>
    </AuthShell>
  );
}
