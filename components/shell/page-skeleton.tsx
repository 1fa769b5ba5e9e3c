import { Loading, Skeleton } from "../ui/skeleton.tsx";

/** Stands where a list page will be: its title, its action and a card of rows. */
export function PageSkeleton({ label }: { label: string }) {
  return (
    <Loading label={label}>
      <div className="grid grid-cols-1 gap-5">
        <div className="flex items-end justify-between gap-4">
          <div className="grid w-72 max-w-full gap-2">
            <Skeleton height="title" width="half" />
            <Skeleton />
          </div>
          <Skeleton height="control" width="short" />
        </div>
        <div className="card grid gap-3 p-5">
          {["a", "b", "c", "d", "e", "f"].map((row) => (
            <Skeleton key={row} height="title" />
          ))}
        </div>
      </div>
    </Loading>
  );
}
