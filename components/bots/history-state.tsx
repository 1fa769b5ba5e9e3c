import type { ReactNode } from "react";
import { apiErrorOf } from "../trpc/api-error.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Loading, Skeleton } from "../ui/skeleton.tsx";

interface HistoryStateProps<Row> {
  query: { data: readonly Row[] | undefined; error: unknown; refetch: () => unknown };
  /** What will be here. */
  empty: string;
  children: (rows: readonly Row[]) => ReactNode;
}

/** Loading, failed, empty, or the rows. */
export function HistoryState<Row>({ query, empty, children }: HistoryStateProps<Row>) {
  if (query.data) {
    return query.data.length > 0 ? (
      children(query.data)
    ) : (
      <p className="px-5 py-10 text-center text-muted">{empty}</p>
    );
  }
  if (query.error) {
    return (
      <div className="p-4">
        <Banner
          tone="negative"
          actions={
            <Button size="sm" onClick={() => query.refetch()}>
              Try again
            </Button>
          }
        >
          {apiErrorOf(query.error).message}
        </Banner>
      </div>
    );
  }
  return (
    <Loading label="Loading">
      <div className="grid gap-3 p-5">
        <Skeleton />
        <Skeleton width="wide" />
        <Skeleton />
      </div>
    </Loading>
  );
}
