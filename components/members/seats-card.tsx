import { formatCount } from "../format/number.ts";
import { TenantLink } from "../tenant/tenant-link.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { Progress } from "../ui/progress.tsx";

interface SeatsCardProps {
  seats: Outputs["members"]["seats"];
  canSeePlans: boolean;
}

/** How many seats are taken of those that the plan has, and the way to more. */
export function SeatsCard({ seats: { members, reserved, limit }, canSeePlans }: SeatsCardProps) {
  const taken = members + reserved;
  const isFull = limit !== null && taken >= limit;
  const size = limit === null ? "unlimited" : formatCount(limit);
  const text =
    limit === null ? `${formatCount(taken)} seats in use` : `${formatCount(taken)} of ${size} seats`;
  return (
    <section aria-label="Seats" className="card grid gap-2.5 px-4 py-3.5 sm:px-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <p>
          <span className="font-medium">{text}</span>
          {reserved > 0 && (
            <span className="text-muted">
              , {formatCount(reserved)} kept for {reserved === 1 ? "an invitation" : "invitations"}
            </span>
          )}
        </p>
        {isFull && (
          <p className="text-[0.8125rem] text-muted">
            All seats are taken.{" "}
            {canSeePlans ? (
              <TenantLink href="/settings/billing#plans">See plans with more</TenantLink>
            ) : (
              "Ask an owner."
            )}
          </p>
        )}
      </div>
      {limit !== null && (
        <Progress
          label="Seats"
          value={limit === 0 ? 1 : taken / limit}
          valueText={text}
          tone={isFull ? "warning" : "accent"}
        />
      )}
    </section>
  );
}
