import { PageSkeleton } from "#components/shell/page-skeleton.tsx";

export default function BotsLoading() {
  return <PageSkeleton label="Loading bots" />;
}
