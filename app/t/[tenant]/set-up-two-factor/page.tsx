import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { RequiredTwoFactor } from "#components/account/required-two-factor.tsx";
import { BrandMark } from "#components/shell/brand-mark.tsx";
import { SkipLink } from "#components/shell/skip-link.tsx";
import { tenantPath } from "#components/tenant/tenant-path.ts";
import { ApiProvider } from "#components/trpc/api-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Toaster } from "#components/ui/toaster.tsx";
import { tenantPage } from "#server/session/page.ts";
import { pageLook } from "#server/session/page-look.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Set up two-factor" };

/** Where members are led whose workspace asks for two-factor, before anything else. */
export default async function SetUpTwoFactorPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant: param } = await params;
  const [{ actor, basePath }, look] = await Promise.all([tenantPage(param), pageLook(param)]);
  const signInPath = tenantPath(basePath, "/sign-in");
  if (actor.type !== "user" || !actor.role) redirect(signInPath);
  const home = tenantPath(basePath, "/");
  if (!actor.needsTwoFactor) redirect(home);
  const caller = await tenantCaller(param);
  return (
    <ApiProvider basePath={basePath} signInPath={signInPath}>
      <SkipLink />
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto grid w-full max-w-3xl grid-cols-1 gap-5 px-4 py-8 outline-none sm:py-12"
      >
        <div className="flex items-center justify-between gap-4">
          <BrandMark name={look.companyName} logoUrl={look.logoPath && tenantPath(basePath, look.logoPath)} />
          <form action="/api/sign-out" method="post">
            <input type="hidden" name="next" value={signInPath} />
            <Button type="submit" size="sm">
              Sign out
            </Button>
          </form>
        </div>
        <PageHeader
          title="One more step"
          description={`${look.companyName} asks everybody for a second step at sign-in. It takes two minutes.`}
        />
        <RequiredTwoFactor
          initial={await caller.security.get({})}
          company={look.companyName}
          homePath={home}
        />
      </main>
      <Toaster />
    </ApiProvider>
  );
}
