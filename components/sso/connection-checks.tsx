"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { apiErrorOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";

const LOOK = {
  passed: { icon: CircleCheck, ink: "text-positive", said: "Passed" },
  warned: { icon: TriangleAlert, ink: "text-warning", said: "Look at this" },
  failed: { icon: CircleAlert, ink: "text-negative", said: "Failed" },
} as const;

/** What the provider says without anybody signing in; asked when asked for. */
export function ConnectionChecks() {
  const trpc = useTRPC();
  const { data, error, isFetching, refetch } = useQuery({
    ...trpc.sso.check.queryOptions({}),
    enabled: false,
    retry: false,
  });
  return (
    <div className="grid grid-cols-1 gap-2">
      <div>
        <Button size="sm" isPending={isFetching} onClick={() => refetch()}>
          Check connection
        </Button>
      </div>
      {error && (
        <Banner tone="negative" isLive>
          {apiErrorOf(error).message}
        </Banner>
      )}
      <ul aria-live="polite" className="grid grid-cols-1 gap-1.5 text-sm">
        {(data ?? []).map(({ check, outcome, message }) => {
          const { icon: Icon, ink, said } = LOOK[outcome];
          return (
            <li key={check} className="flex gap-2">
              <Icon className={`mt-0.5 size-4 shrink-0 ${ink}`} aria-label={said} role="img" />
              <span className="min-w-0 wrap-anywhere">
                <span className="font-medium">{check}.</span> {message}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
