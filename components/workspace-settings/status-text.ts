import type { BillingState } from "#server/modules/billing/schema.ts";
import type { Tenant } from "#server/modules/tenancy/schema.ts";
import type { Tone } from "../ui/badge.tsx";

/** A workspace's state in a word: its life first, then how it stands with its plan. */
export function statusText({ status, basis }: Pick<Tenant, "status"> & { basis?: BillingState["basis"] }): {
  label: string;
  tone: Tone;
} {
  switch (status) {
    case "active":
      if (basis === "grace") return { label: "Past due", tone: "negative" };
      return basis === "sign_up_trial"
        ? { label: "Trial", tone: "accent" }
        : { label: "Active", tone: "positive" };
    case "suspended":
      return { label: "Suspended", tone: "warning" };
    case "closed":
      return { label: "Closed", tone: "warning" };
    case "erasing":
      return { label: "Being erased", tone: "negative" };
    default:
      return status satisfies never;
  }
}
