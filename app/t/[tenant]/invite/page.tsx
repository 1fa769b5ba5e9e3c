import type { Metadata } from "next";
import { AcceptInvitation } from "#components/members/accept-invitation.tsx";
import { AuthShell } from "#components/shell/auth-shell.tsx";
import { BrandMark } from "#components/shell/brand-mark.tsx";
import { tenantPath } from "#components/tenant/tenant-path.ts";
import { ApiProvider } from "#components/trpc/api-provider.tsx";
import { signInAction } from "#server/session/actions.ts";
import { tenantPage } from "#server/session/page.ts";
import { pageLook } from "#server/session/page-look.ts";

export const metadata: Metadata = { title: "Invitation" };

export default async function InvitePage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant: param } = await params;
  const [{ actor, basePath }, look] = await Promise.all([tenantPage(param), pageLook(param)]);
  const logoUrl = look.logoPath && tenantPath(basePath, look.logoPath);
  return (
    <AuthShell
      brand={<BrandMark name={look.companyName} logoUrl={logoUrl} />}
      title={`Join ${look.companyName}`}
    >
      <ApiProvider basePath={basePath}>
        <AcceptInvitation signIn={signInAction} signedInAs={actor.type === "user" ? actor.email : null} />
      </ApiProvider>
    </AuthShell>
  );
}
