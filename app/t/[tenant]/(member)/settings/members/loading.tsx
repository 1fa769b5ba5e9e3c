import { PageSkeleton } from "#components/shell/page-skeleton.tsx";

export default function MembersLoading() {
  return <PageSkeleton label="Loading members" />;
}
