import { PageSkeleton } from "#components/shell/page-skeleton.tsx";

export default function DataLoading() {
  return <PageSkeleton label="Loading markets" />;
}
