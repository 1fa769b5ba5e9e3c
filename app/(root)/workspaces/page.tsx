import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { MarqueMark } from "#components/shell/marque-mark.tsx";
import { SkipLink } from "#components/shell/skip-link.tsx";
import { ApiProvider } from "#components/trpc/api-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Toaster } from "#components/ui/toaster.tsx";
import { NewWorkspaceForm } from "#components/workspaces/new-workspace-form.tsx";
import { WorkspaceList } from "#components/workspaces/workspace-list.tsx";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { requireRootHost, rootActor } from "#server/session/page.ts";
import { rootCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Workspaces · Marque" };

export default async function WorkspacesPage() {
  await requireRootHost();
  const actor = await rootActor();
  if (actor.type !== "user") redirect("/sign-in");
  const workspaces = await (await rootCaller()).tenants.mine({});
  const rootUrl = installedPorts().env.ROOT_URL;
  return (
    <ApiProvider basePath="" signInPath="/sign-in">
      <SkipLink />
      <header className="border-b border-border bg-surface">
        <div className="mx-auto flex h-15 max-w-2xl items-center justify-between gap-3 px-4">
          <Link href="/" aria-label="Marque, home" className="flex">
            <MarqueMark />
          </Link>
          <form action="/api/sign-out" method="post" className="flex min-w-0 items-center gap-3">
            <input type="hidden" name="next" value="/sign-in" />
            <Link
              href="/account"
              className="truncate text-[0.8125rem] text-muted underline-offset-4 hover:underline"
            >
              {actor.email}
            </Link>
            <Button type="submit" size="sm">
              Sign out
            </Button>
          </form>
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto grid max-w-2xl gap-5 px-4 py-8 outline-none sm:py-12"
      >
        <PageHeader
          title="Workspaces"
          description="Open one to work in it. You are signed in there as well."
        />
        <Card isFlush>
          <WorkspaceList workspaces={workspaces} rootUrl={rootUrl} />
        </Card>
        <Card title="New workspace" description="Each has its own brand, members, plan and data.">
          <NewWorkspaceForm rootUrl={rootUrl} />
        </Card>
      </main>
      <Toaster />
    </ApiProvider>
  );
}
