"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Download, ScrollText } from "lucide-react";
import { useState } from "react";
import { LockedNotice } from "../billing/locked-notice.tsx";
import { useLack, useTenantPath } from "../tenant/tenant-context.tsx";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC, useTRPCClient } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { buttonStyle } from "../ui/button-style.ts";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Loading, Skeleton } from "../ui/skeleton.tsx";
import { ANY, exportPath, filterOf } from "./audit-filter.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { AuditTable } from "./audit-table.tsx";
import { EntryDialog } from "./entry-dialog.tsx";

const FIRST_PAGE: number | null = null;

type Entry = Outputs["audit"]["list"]["entries"][number];

interface AuditLogProps {
  people: readonly { userId: string; name: string }[];
}

/** The workspace's log: filtered, paged, each row openable, all of it to take away. */
export function AuditLog({ people }: AuditLogProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const path = useTenantPath();
  const isLocked = useLack("audit_export") !== null;
  const [choice, setChoice] = useState(ANY);
  const [opened, setOpened] = useState<Entry | null>(null);
  const filter = filterOf(choice);
  const log = useInfiniteQuery({
    queryKey: [...trpc.audit.list.pathKey(), filter],
    queryFn: ({ pageParam: cursor }) =>
      client.audit.list.query({ ...filter, ...(cursor !== null && { cursor }) }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (previous) => previous,
  });
  const entries = log.data?.pages.flatMap((page) => page.entries) ?? [];
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <>
      <LockedNotice capability="audit_export">
        The log can be read here, not taken away as a file.
      </LockedNotice>
      <AuditFilters choice={choice} onChange={setChoice} people={people} />
      <Card
        title="Entries"
        isFlush
        actions={
          !isLocked && (
            <div className="flex gap-2">
              {(["csv", "json"] as const).map((format) => (
                <a
                  key={format}
                  href={path(exportPath(choice, format))}
                  download
                  className={buttonStyle({ variant: "secondary", size: "sm" })}
                >
                  <Download aria-hidden />
                  {format.toUpperCase()}
                </a>
              ))}
            </div>
          )
        }
      >
        {log.error ? (
          <div className="p-4">
            <Banner
              tone="negative"
              actions={
                <Button size="sm" onClick={() => log.refetch()}>
                  Try again
                </Button>
              }
            >
              {apiErrorOf(log.error).message}
            </Banner>
          </div>
        ) : !log.data ? (
          <Loading label="Loading the log">
            <div className="grid gap-4 p-5">
              <Skeleton width="wide" />
              <Skeleton />
              <Skeleton width="wide" />
              <Skeleton />
            </div>
          </Loading>
        ) : entries.length === 0 ? (
          <EmptyState icon={ScrollText} title={isFiltered ? "Nothing matches" : "Nothing yet"}>
            {isFiltered
              ? "No entry fits all of these filters. Widen one of them."
              : "Every change to this workspace will be written here."}
          </EmptyState>
        ) : (
          <AuditTable entries={entries} onOpen={setOpened} />
        )}
        {log.hasNextPage && (
          <div className="border-t border-border p-3 text-center">
            <Button isPending={log.isFetchingNextPage} onClick={() => log.fetchNextPage()}>
              Show more
            </Button>
          </div>
        )}
      </Card>
      <EntryDialog entry={opened} onClose={() => setOpened(null)} />
    </>
  );
}
