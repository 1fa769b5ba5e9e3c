import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { BotList } from "#components/bots/bot-list.tsx";
import { TenantLink } from "#components/tenant/tenant-link.tsx";
import { asJson } from "#components/trpc/as-json.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { permissionsOf } from "#server/kernel/permission.ts";
import { memberPage } from "#server/session/page.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Bots" };

export default async function BotsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { actor } = await memberPage(tenant);
  const bots = await (await tenantCaller(tenant)).bots.list({});
  const canWrite = permissionsOf(actor).includes("bot:write");
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        title="Bots"
        description="Strategies at work on a market, with paper money."
        actions={
          canWrite && (
            <TenantLink href="/bots/new" variant="primary">
              <Plus aria-hidden />
              New bot
            </TenantLink>
          )
        }
      />
      <BotList initial={asJson(bots)} canWrite={canWrite} />
    </div>
  );
}
