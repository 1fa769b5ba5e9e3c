import type { Metadata } from "next";
import { type SsoNotice, SsoPanel } from "#components/sso/sso-panel.tsx";
import { ssoProblemText } from "#server/modules/sso/index.ts";
import { memberPage } from "#server/session/page.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Single sign-on" };

interface SsoPageProps {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<{ tested?: string | string[]; problem?: string | string[] }>;
}

export default async function SsoPage({ params, searchParams }: SsoPageProps) {
  const { tenant } = await params;
  await memberPage(tenant, "sso:read");
  const caller = await tenantCaller(tenant);
  const [overview, problems, links] = await Promise.all([
    caller.sso.get({}),
    caller.sso.problems({}),
    caller.sso.links({}),
  ]);
  return (
    <SsoPanel overview={overview} problems={problems} links={links} notice={noticeOf(await searchParams)} />
  );
}

function noticeOf({ tested, problem }: Awaited<SsoPageProps["searchParams"]>): SsoNotice | null {
  const text = ssoProblemText(problem);
  if (text) return { tone: "negative", text: `The test did not come through. ${text}` };
  if (tested === "self")
    return { tone: "positive", text: "The test came through, and your account is linked." };
  if (tested === "other") {
    return {
      tone: "warning",
      text: "The test came through, but the provider signed in another address than yours. It works; your own account is not linked.",
    };
  }
  return null;
}
