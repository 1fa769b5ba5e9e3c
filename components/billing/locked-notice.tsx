"use client";

import type { ReactNode } from "react";
import type { Capability } from "#server/modules/entitlements/schema.ts";
import { useLack, useMay } from "../tenant/tenant-context.tsx";
import { TenantLink } from "../tenant/tenant-link.tsx";
import { Banner } from "../ui/banner.tsx";

interface LockedNoticeProps {
  capability: Capability;
  /** What holds meanwhile: what is kept, and what is refused. */
  children: ReactNode;
}

/** Says that the plan does not include something, and which does; nothing where it does. */
export function LockedNotice({ capability, children }: LockedNoticeProps) {
  const lack = useLack(capability);
  const canSeePlans = useMay("billing:read");
  if (!lack) return null;
  return (
    <Banner
      tone="warning"
      title={`${lack.label}: not in your plan`}
      actions={
        canSeePlans && (
          <>
            {lack.liftedByAddOn && (
              <TenantLink href="/settings/billing#add-ons" variant="secondary" size="sm">
                Add {lack.liftedByAddOn.name}
              </TenantLink>
            )}
            <TenantLink href="/settings/billing#plans" variant="secondary" size="sm">
              See plans
            </TenantLink>
          </>
        )
      }
    >
      {children} {lack.liftedBy && `${lack.liftedBy.name} includes it.`}{" "}
      {lack.liftedByAddOn && `The add-on ${lack.liftedByAddOn.name} brings it.`}
    </Banner>
  );
}
