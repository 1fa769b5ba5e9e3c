import type { Metadata } from "next";
import Link from "next/link";
import { ConfirmEmail } from "#components/account/confirm-email.tsx";
import { AuthShell } from "#components/shell/auth-shell.tsx";
import { MarqueMark } from "#components/shell/marque-mark.tsx";
import { ApiProvider } from "#components/trpc/api-provider.tsx";
import { requireRootHost } from "#server/session/page.ts";

export const metadata: Metadata = { title: "Your e-mail address · Marque" };

export default async function ConfirmEmailPage() {
  await requireRootHost();
  return (
    <AuthShell
      brand={
        <Link href="/" aria-label="Marque, home">
          <MarqueMark />
        </Link>
      }
      title="Your e-mail address"
    >
      <ApiProvider basePath="">
        <ConfirmEmail homePath="/workspaces" />
      </ApiProvider>
    </AuthShell>
  );
}
