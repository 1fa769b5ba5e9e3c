import { PageSkeleton } from "#components/shell/page-skeleton.tsx";

export default function BacktestsLoading() {
  return <PageSkeleton label="Loading backtests" />;
}
