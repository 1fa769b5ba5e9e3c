import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BotDetail } from "#components/bots/bot-detail.tsx";
import { asJson } from "#components/trpc/as-json.ts";
import { permissionsOf } from "#server/kernel/permission.ts";
import { memberPage } from "#server/session/page.ts";
import { tenantCaller } from "#server/trpc/caller.ts";
import { orNotFound } from "#server/trpc/or-not-found.ts";

export const metadata: Metadata = { title: "Bot" };

export default async function BotPage({ params }: { params: Promise<{ tenant: string; botId: string }> }) {
  const { tenant, botId } = await params;
  const { actor } = await memberPage(tenant);
  const bot = await orNotFound((await tenantCaller(tenant)).bots.get({ botId }), notFound);
  return <BotDetail initial={asJson(bot)} canWrite={permissionsOf(actor).includes("bot:write")} />;
}
