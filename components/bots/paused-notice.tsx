"use client";

import { useMay } from "../tenant/tenant-context.tsx";
import { TenantLink } from "../tenant/tenant-link.tsx";
import { Banner } from "../ui/banner.tsx";
import type { Bot } from "./bot-status.tsx";

/** Why a bot is paused, what it still does, and how it goes on. */
export function PausedNotice({ bot }: { bot: Bot }) {
  const canSeePlans = useMay("billing:read");
  if (bot.status !== "paused") return null;
  const meanwhile = bot.position
    ? "It opens no new positions. The one it has stays protected and is closed by the strategy."
    : "It holds nothing and opens no new positions.";
  if (!bot.pauseReason) return <Banner tone="warning">Paused. {meanwhile}</Banner>;
  return (
    <Banner
      tone="warning"
      title="Paused by the plan"
      actions={
        canSeePlans && (
          <TenantLink href="/settings/billing#plans" variant="secondary" size="sm">
            See plans
          </TenantLink>
        )
      }
    >
      {bot.pauseReason} {meanwhile} It does not start again by itself: resume it once there is room, or pause
      another in its place.
    </Banner>
  );
}
