import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "#components/auth/sign-in-form.tsx";
import { SignInWays } from "#components/auth/sign-in-ways.tsx";
import { SsoButton } from "#components/auth/sso-button.tsx";
import { AuthShell } from "#components/shell/auth-shell.tsx";
import { BrandMark } from "#components/shell/brand-mark.tsx";
import { TenantLink } from "#components/tenant/tenant-link.tsx";
import { tenantPath } from "#components/tenant/tenant-path.ts";
import { ssoFront, ssoProblemText } from "#server/modules/sso/index.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { signInAction } from "#server/session/actions.ts";
import { tenantPage } from "#server/session/page.ts";
import { pageLook } from "#server/session/page-look.ts";
import { safePath } from "#server/session/safe-path.ts";
import { signInStep } from "#server/session/sign-in-step.ts";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<{ next?: string | string[]; expired?: string; sso?: string | string[] }>;
}

export default async function TenantSignInPage({ params, searchParams }: SignInPageProps) {
  const { tenant: param } = await params;
  const { next: asked, expired, sso } = await searchParams;
  const [{ actor, basePath, tenant }, look] = await Promise.all([tenantPage(param), pageLook(param)]);
  const home = tenantPath(basePath, "/");
  if (actor.type === "user" && actor.role) redirect(home);
  const next = asked === undefined ? home : safePath(asked);
  const front = await ssoFront(installedPorts(), tenant);
  const problem = ssoProblemText(sso);
  const notice =
    problem ??
    (expired === undefined ? null : "The session or link has expired. Please sign in.") ??
    (tenant.status === "closed" ? "This workspace is closed. Its owner can sign in to restore it." : null);
  const ssoHref = tenantPath(
    basePath,
    `/api/sso/start?next=${encodeURIComponent(next)}${problem === null ? "" : "&again"}`,
  );
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
        next={next}
        {...(notice === null ? {} : { notice })}
        noticeTone={problem === null ? "info" : "warning"}
        alternatives={
          <>
            {front.name !== null && <SsoButton name={front.name} href={ssoHref} />}
            <SignInWays basePath={basePath} next={next} hasAutofill>
              <TenantLink href="/forgot-password">Forgot your password?</TenantLink>
            </SignInWays>
          </>
        }
        confirmAlternatives={<SignInWays basePath={basePath} next={next} />}
      />
    </AuthShell>
  );
}
