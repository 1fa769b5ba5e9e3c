import { TenantLink } from "../tenant/tenant-link.tsx";
import type { ApiError } from "../trpc/api-error.ts";
import { Banner } from "../ui/banner.tsx";

const LIFTED_BY_PLAN: readonly (string | null)[] = ["limit_reached", "feature_missing", "tenant_suspended"];

/** A refusal in words, with the way to the plans where a plan would lift it. */
export function LimitBanner({ error }: { error: ApiError }) {
  return (
    <Banner
      tone="negative"
      isLive
      actions={
        LIFTED_BY_PLAN.includes(error.reason) && (
          <TenantLink href="/settings/billing" variant="secondary" size="sm">
            See plans
          </TenantLink>
        )
      }
    >
      {error.message}
    </Banner>
  );
}
