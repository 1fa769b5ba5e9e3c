import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "#components/auth/sign-in-form.tsx";
import { AuthShell } from "#components/shell/auth-shell.tsx";
import { BrandMark } from "#components/shell/brand-mark.tsx";
import { tenantPath } from "#components/tenant/tenant-path.ts";
import { signInAction } from "#server/session/actions.ts";
import { tenantPage } from "#server/session/page.ts";
import { pageLook } from "#server/session/page-look.ts";
import { signInStep } from "#server/session/sign-in-step.ts";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<{ next?: string | string[]; expired?: string }>;
}

export default async function TenantSignInPage({ params, searchParams }: SignInPageProps) {
  const { tenant: param } = await params;
  const { next, expired } = await searchParams;
  const [{ actor, basePath }, look] = await Promise.all([tenantPage(param), pageLook(param)]);
  const home = tenantPath(basePath, "/");
  if (actor.type === "user" && actor.role) redirect(home);
  const logoUrl = look.logoPath && tenantPath(basePath, look.logoPath);
  return (
    <AuthShell
      brand={<BrandMark name={look.companyName} logoUrl={logoUrl} />}
      title="Sign in"
      description={`To ${look.companyName}`}
    >
      <SignInForm
        action={signInAction}
        initialStep={await signInStep()}
        next={typeof next === "string" ? next : home}
        {...(expired === undefined ? {} : { notice: "The session or link has expired. Please sign in." })}
      />
    </AuthShell>
  );
}
