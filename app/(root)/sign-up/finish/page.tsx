import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { FinishSignUp } from "#components/auth/finish-sign-up.tsx";
import { AuthShell } from "#components/shell/auth-shell.tsx";
import { MarqueMark } from "#components/shell/marque-mark.tsx";
import { ApiProvider } from "#components/trpc/api-provider.tsx";
import { requireRootHost } from "#server/session/page.ts";

export const metadata: Metadata = { title: "Create your workspace · Marque" };

export default async function FinishSignUpPage() {
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
      description="One password, and it opens."
    >
      <ApiProvider basePath="">
        <FinishSignUp rootHost={rootHost} />
      </ApiProvider>
    </AuthShell>
  );
}
