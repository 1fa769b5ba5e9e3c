import type { ReactNode } from "react";
import { TenantLink } from "../tenant/tenant-link.tsx";
import type { ApiError } from "../trpc/api-error.ts";
import { Banner } from "../ui/banner.tsx";

const LIFTED_BY_PLAN: readonly (string | null)[] = ["limit_reached", "feature_missing", "tenant_suspended"];

/** A refusal in words, with the way to the plans where a plan would lift it. */
export function LimitBanner({
  error,
  title,
  children,
}: {
  error: ApiError;
  title?: string;
  children?: ReactNode;
}) {
  return (
    <Banner
      tone="negative"
      title={title}
      isLive
      actions={
        LIFTED_BY_PLAN.includes(error.reason) && (
          <>
            {error.liftedByAddOn && (
              <TenantLink href="/settings/billing#add-ons" variant="secondary" size="sm">
                Add {error.liftedByAddOn}
              </TenantLink>
            )}
            <TenantLink href="/settings/billing#plans" variant="secondary" size="sm">
              See plans
            </TenantLink>
          </>
        )
      }
    >
      {error.message} {children}
    </Banner>
  );
}
