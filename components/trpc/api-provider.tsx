"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { type ReactNode, useState } from "react";
import type { AppRouter } from "#server/trpc/router.ts";
import { apiErrorOf } from "./api-error.ts";
import { TRPCProvider } from "./trpc-context.ts";

const FRESH_MS = 30_000;
const RETRIES = 2;

/** Only what may pass by itself is tried again. */
const shouldRetry = (failures: number, error: unknown): boolean =>
  failures < RETRIES && apiErrorOf(error).code === "unavailable";

const createClient = (basePath: string) => {
  const url = `${basePath}/api/trpc`;
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: httpSubscriptionLink({ url }),
        false: httpBatchLink({ url, maxItems: 10 }),
      }),
    ],
  });
};

/** The typed way to the server for everything below. `basePath` names the tenant on the root domain. */
export function ApiProvider({ basePath, children }: { basePath: string; children: ReactNode }) {
  const [trpcClient] = useState(() => createClient(basePath));
  const [queryClient] = useState(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: FRESH_MS, retry: shouldRetry } } }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
