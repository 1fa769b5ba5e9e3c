"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLiveNews } from "./live-updates.tsx";

/** What else a change makes stale. */
const ALSO_STALE: Record<string, readonly string[]> = {
  subscription: ["entitlements", "addOns", "usage", "members", "invoices", "paymentMethods"],
  addOn: ["entitlements", "subscriptions", "usage", "members", "invoices"],
  member: ["invitations"],
  invitation: ["members"],
  usageAlert: ["usage"],
  usageSetting: ["usage"],
};

/** The first word of a query's path, e.g. `bots` of `bots.list`. */
function routerOf(queryKey: readonly unknown[]): unknown {
  const [path] = queryKey;
  return Array.isArray(path) ? path[0] : undefined;
}

/** Progress of these comes with the news itself and has its own listener. */
const SELF_TOLD = ["backtest"];

/** Reads again what news says has changed. */
export function LiveQueries() {
  const queryClient = useQueryClient();
  const router = useRouter();
  useLiveNews(({ topic, data }) => {
    if (SELF_TOLD.includes(topic) && data !== undefined && data !== null) return;
    if (topic === "branding") return router.refresh();
    // One's own role may have changed, or one was removed: the layout knows, and leads out.
    if (topic === "member") router.refresh();
    // Suspended, closed, restored: the layout says so, or has nothing more to show.
    if (["tenant", "subscription", "addOn"].includes(topic)) router.refresh();
    const stale = [topic, `${topic}s`, ...(ALSO_STALE[topic] ?? [])];
    queryClient.invalidateQueries({
      predicate: ({ queryKey }) => stale.includes(String(routerOf(queryKey))),
    });
  });
  return null;
}
