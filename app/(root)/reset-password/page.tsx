import type { Metadata } from "next";
import { ResetPasswordForm } from "#components/auth/reset-password-form.tsx";
import { RootAuthShell } from "#components/shell/root-auth-shell.tsx";
import { requireRootHost } from "#server/session/page.ts";

export const metadata: Metadata = { title: "Choose a new password · Marque" };

export default async function ResetPasswordPage() {
  await requireRootHost();
  return (
    <RootAuthShell title="Choose a new password" description="It signs you out everywhere else." hasWayBack>
      <ResetPasswordForm forgotPath="/forgot-password" signInPath="/sign-in" />
    </RootAuthShell>
  );
}
