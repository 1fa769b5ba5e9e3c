import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { SignInForm } from "#components/auth/sign-in-form.tsx";
import { SignInWays } from "#components/auth/sign-in-ways.tsx";
import { AuthShell } from "#components/shell/auth-shell.tsx";
import { MarqueMark } from "#components/shell/marque-mark.tsx";
import { signInAction } from "#server/session/actions.ts";
import { requireRootHost, rootActor } from "#server/session/page.ts";
import { safePath } from "#server/session/safe-path.ts";
import { signInStep } from "#server/session/sign-in-step.ts";

export const metadata: Metadata = { title: "Sign in · Marque" };

const WORKSPACES = "/workspaces";

interface SignInPageProps {
  searchParams: Promise<{ next?: string | string[]; expired?: string }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  await requireRootHost();
  const { next: asked, expired } = await searchParams;
  const next = asked === undefined ? WORKSPACES : safePath(asked);
  if ((await rootActor()).type === "user") redirect(next);
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
      <SignInForm
        action={signInAction}
        next={next}
        initialStep={await signInStep()}
        alternatives={
          <SignInWays basePath="" next={next} hasAutofill>
            <Link
              href="/forgot-password"
              className="font-medium text-accent-text underline-offset-4 hover:underline"
            >
              Forgot your password?
            </Link>
          </SignInWays>
        }
        confirmAlternatives={<SignInWays basePath="" next={next} />}
        {...(expired === undefined ? {} : { notice: "The session has expired. Please sign in." })}
      />
    </AuthShell>
  );
}
