import type { Metadata } from "next";
import { ConfirmEmail } from "#components/account/confirm-email.tsx";
import { RootAuthShell } from "#components/shell/root-auth-shell.tsx";
import { requireRootHost } from "#server/session/page.ts";

export const metadata: Metadata = { title: "Your e-mail address · Marque" };

export default async function ConfirmEmailPage() {
  await requireRootHost();
  return (
    <RootAuthShell title="Your e-mail address">
      <ConfirmEmail homePath="/workspaces" />
    </RootAuthShell>
  );
}
