import { Loading, Skeleton } from "../ui/skeleton.tsx";

/** While Stripe works a price out. */
export function QuoteLoading() {
  return (
    <Loading label="Working out the price">
      <div className="grid gap-2">
        <Skeleton />
        <Skeleton width="wide" />
        <Skeleton height="title" />
      </div>
    </Loading>
  );
}
