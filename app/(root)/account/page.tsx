import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { ProfilePanel } from "#components/account/profile-panel.tsx";
import { SecurityPanel } from "#components/account/security-panel.tsx";
import { MarqueMark } from "#components/shell/marque-mark.tsx";
import { SkipLink } from "#components/shell/skip-link.tsx";
import { ApiProvider } from "#components/trpc/api-provider.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Toaster } from "#components/ui/toaster.tsx";
import { requireRootHost, rootActor } from "#server/session/page.ts";
import { rootCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Your account · Marque" };

export default async function AccountPage() {
  await requireRootHost();
  if ((await rootActor()).type !== "user") redirect("/sign-in?next=/account");
  const caller = await rootCaller();
  const [profile, security] = await Promise.all([caller.account.get({}), caller.security.get({})]);
  return (
    <ApiProvider basePath="" signInPath="/sign-in">
      <SkipLink />
      <header className="border-b border-border bg-surface">
        <div className="mx-auto flex h-15 max-w-3xl items-center justify-between gap-3 px-4">
          <Link href="/" aria-label="Marque, home" className="flex">
            <MarqueMark />
          </Link>
          <LinkButton href="/workspaces" size="sm">
            Workspaces
          </LinkButton>
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto grid max-w-3xl grid-cols-1 gap-5 px-4 py-8 outline-none sm:py-12"
      >
        <PageHeader title="Your account" description="The same in every workspace you belong to." />
        <ProfilePanel initial={profile} />
        <SecurityPanel initial={security} company="Marque" />
      </main>
      <Toaster />
    </ApiProvider>
  );
}
