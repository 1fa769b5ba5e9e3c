"use client";

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { type ReactNode, useState } from "react";
import type { AppRouter } from "#server/trpc/router.ts";
import { PasskeyConfirm } from "../auth/passkey-confirm.tsx";
import { ReauthDialog } from "../auth/reauth-dialog.tsx";
import { createReauthGate, type ReauthGate } from "../auth/reauth-gate.ts";
import { apiErrorOf } from "./api-error.ts";
import { leaveWhenSignedOut } from "./leave-when-signed-out.ts";
import { reauthLink } from "./reauth-link.ts";
import { TRPCProvider } from "./trpc-context.ts";

const FRESH_MS = 30_000;
const RETRIES = 2;

/** Only what may pass by itself is tried again. */
const shouldRetry = (failures: number, error: unknown): boolean =>
  failures < RETRIES && apiErrorOf(error).code === "unavailable";

const createClient = (basePath: string, gate: ReauthGate) => {
  const url = `${basePath}/api/trpc`;
  return createTRPCClient<AppRouter>({
    links: [
      reauthLink(gate),
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: httpSubscriptionLink({ url }),
        false: httpBatchLink({ url, maxItems: 10 }),
      }),
    ],
  });
};

interface ApiProviderProps {
  /** Names the tenant on the root domain, `/tenant/acme`; empty elsewhere. */
  basePath: string;
  /** Where to sign in again when the session has ended; left out where there is none. */
  signInPath?: string;
  /** Where a person who came by single sign-on shows anew who they are; password and passkey are not asked for then. */
  ssoPath?: string | undefined;
  children: ReactNode;
}

/** The typed way to the server for everything below. */
export function ApiProvider({ basePath, signInPath, ssoPath, children }: ApiProviderProps) {
  const [gate] = useState(createReauthGate);
  const [trpcClient] = useState(() => createClient(basePath, gate));
  const [queryClient] = useState(() => {
    const onError = leaveWhenSignedOut(signInPath);
    return new QueryClient({
      queryCache: new QueryCache({ onError }),
      mutationCache: new MutationCache({ onError }),
      defaultOptions: { queries: { staleTime: FRESH_MS, retry: shouldRetry } },
    });
  });
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
        <ReauthDialog
          gate={gate}
          ssoPath={ssoPath}
          alternatives={(onConfirmed) => <PasskeyConfirm onConfirmed={onConfirmed} />}
        />
      </TRPCProvider>
    </QueryClientProvider>
  );
}
