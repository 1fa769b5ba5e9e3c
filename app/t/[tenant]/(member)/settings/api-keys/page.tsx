import type { Metadata } from "next";
import { KeysPanel } from "#components/api-keys/keys-panel.tsx";
import { memberPage } from "#server/session/page.ts";
import { pageOrigin } from "#server/session/page-origin.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "API keys" };

export default async function ApiKeysPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  await memberPage(tenant, "key:read");
  const caller = await tenantCaller(tenant);
  const keys = await caller.keys.list({});
  return <KeysPanel keys={keys} origin={await pageOrigin(tenant)} />;
}
