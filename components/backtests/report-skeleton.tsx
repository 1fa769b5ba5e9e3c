import { Loading, Skeleton } from "../ui/skeleton.tsx";
import { HEADLINE_METRICS } from "./metric-definitions.ts";

export function ReportSkeleton() {
  return (
    <Loading label="The report is not there yet">
      <div className="grid grid-cols-1 gap-5">
        <div className="card grid grid-cols-2 gap-px overflow-hidden bg-border sm:grid-cols-3 lg:grid-cols-6">
          {HEADLINE_METRICS.map((name) => (
            <div key={name} className="grid content-center gap-2 bg-surface px-4 py-4">
              <Skeleton width="wide" />
              <Skeleton height="title" width="half" />
            </div>
          ))}
        </div>
        <div className="card p-5">
          <Skeleton height="chart" />
        </div>
      </div>
    </Loading>
  );
}
