"use client";

import { useQuery } from "@tanstack/react-query";
import { ShieldAlert, ShieldCheck } from "lucide-react";
import { formatCount } from "../format/number.ts";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";

type Report = Outputs["audit"]["verify"];

/** Asks the server to work out the chain again, and says what it found. */
export function ChainCheck() {
  const trpc = useTRPC();
  const check = useQuery({ ...trpc.audit.verify.queryOptions({}), enabled: false });
  return (
    <div>
      <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-border bg-surface px-4 py-3">
        <p className="max-w-xl text-sm text-muted">
          Entries form a chain: changing, adding or removing one later breaks every link after it.
        </p>
        <Button isPending={check.isFetching} onClick={() => check.refetch()}>
          <ShieldCheck aria-hidden />
          Check the chain
        </Button>
      </div>
      <div aria-live="polite" className="*:mt-3">
        {check.error && <Banner tone="negative">{apiErrorOf(check.error).message}</Banner>}
        {check.data && !check.isFetching && <Finding report={check.data} />}
      </div>
    </div>
  );
}

function Finding({ report }: { report: Report }) {
  if (report.isIntact) {
    return (
      <Banner tone="positive">
        Intact: {formatCount(report.rows)} entries, each one linked to the one before it.
      </Banner>
    );
  }
  return (
    <Banner tone="negative">
      <ShieldAlert className="mr-1.5 inline size-4" aria-hidden />
      Not intact. Somebody changed the log outside the product at{" "}
      {report.faults
        .slice(0, 5)
        .map(({ seq }) => `entry ${seq}`)
        .join(", ")}
      . Tell your operator.
    </Banner>
  );
}
