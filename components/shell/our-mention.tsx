"use client";

import { useContext } from "react";
import { TenantContext } from "../tenant/tenant-context.tsx";

/** Our name at a tenant's door, unless its plan is sold without. At our own door it stands above the form. */
export function OurMention() {
  const tenant = useContext(TenantContext);
  return tenant?.mentionsUs ? <p className="mt-6 text-center text-xs text-muted">Runs on Marque</p> : null;
}
