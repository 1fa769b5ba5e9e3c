import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { SignUpForm } from "#components/auth/sign-up-form.tsx";
import { AuthShell } from "#components/shell/auth-shell.tsx";
import { MarqueMark } from "#components/shell/marque-mark.tsx";
import { ApiProvider } from "#components/trpc/api-provider.tsx";
import { requireRootHost } from "#server/session/page.ts";
import { pageMailbox } from "#server/session/page-mailbox.ts";

export const metadata: Metadata = { title: "Create your workspace · Marque" };

export default async function SignUpPage() {
  await requireRootHost();
  const rootHost = (await headers()).get("host") ?? "";
  return (
    <AuthShell
      brand={
        <Link href="/" aria-label="Marque, home">
          <MarqueMark />
        </Link>
      }
      title="Create your workspace"
      description="No card needed. It takes a minute."
      footer={
        <>
          Already have an account?{" "}
          <Link href="/sign-in" className="font-medium text-accent-text underline-offset-4 hover:underline">
            Sign in
          </Link>
        </>
      }
    >
      <ApiProvider basePath="">
        <SignUpForm rootHost={rootHost} mailboxUrl={pageMailbox()} />
      </ApiProvider>
    </AuthShell>
  );
}
