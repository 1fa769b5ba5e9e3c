import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { SignInForm } from "#components/auth/sign-in-form.tsx";
import { AuthShell } from "#components/shell/auth-shell.tsx";
import { MarqueMark } from "#components/shell/marque-mark.tsx";
import { signInAction } from "#server/session/actions.ts";
import { rootActor } from "#server/session/page.ts";

export const metadata: Metadata = { title: "Sign in · Marque" };

export default async function SignInPage() {
  if ((await rootActor()).type === "user") redirect("/workspaces");
  return (
    <AuthShell
      brand={
        <Link href="/" aria-label="Marque, home">
          <MarqueMark />
        </Link>
      }
      title="Sign in"
      description="To all workspaces you belong to."
      footer={
        <>
          New here?{" "}
          <Link href="/sign-up" className="font-medium text-accent-text underline-offset-4 hover:underline">
            Create a workspace
          </Link>
        </>
      }
    >
      <SignInForm action={signInAction} next="/workspaces" />
    </AuthShell>
  );
}
