"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { useTenantPath } from "../tenant/tenant-context.tsx";
import { leaveWhenSignedOut } from "../trpc/leave-when-signed-out.ts";
import { useTRPC } from "../trpc/trpc-context.ts";

/** News from the server: what changed, and a little data where reading it again would be wasteful. */
export interface LiveNews {
  /** The noun that changed, e.g. `bot`. */
  topic: string;
  id?: string | undefined;
  data?: unknown;
}

type Listener = (news: LiveNews) => void;
const ListenersContext = createContext<Set<Listener> | null>(null);

/** One event stream for all pages below. After a gap in it everything shown is read again. */
export function LiveUpdates({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const path = useTenantPath();
  const queryClient = useQueryClient();
  const router = useRouter();
  const [listeners] = useState(() => new Set<Listener>());
  const hasGap = useRef(false);

  useSubscription(
    trpc.live.stream.subscriptionOptions(undefined, {
      onStarted() {
        // What changed between the page's making and this moment was told to nobody.
        queryClient.invalidateQueries();
        if (hasGap.current) router.refresh();
        hasGap.current = true;
      },
      onError: leaveWhenSignedOut(path("/sign-in")),
      onData(news) {
        for (const listener of listeners) listener(news);
      },
    }),
  );
  return <ListenersContext value={listeners}>{children}</ListenersContext>;
}

/** Calls `listener` with every piece of news while mounted. */
export function useLiveNews(listener: Listener): void {
  const listeners = useContext(ListenersContext);
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => {
    if (!listeners) return;
    const listen: Listener = (news) => latest.current(news);
    listeners.add(listen);
    return () => {
      listeners.delete(listen);
    };
  }, [listeners]);
}
