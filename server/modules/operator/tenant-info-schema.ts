import { z } from "zod";
import { LimitWindow, StandingBasis } from "../billing/schema.ts";
import { DomainStatus } from "../domains/schema.ts";
import { TenantState } from "../tenancy/lifecycle-schema.ts";
import { Tenant } from "../tenancy/schema.ts";

const Moment = z.iso.datetime();

/** A workspace at a glance, for its members. */
export const TenantInfo = Tenant.extend({
  createdAt: Moment,
  /** How its data is kept apart: in tables that all share, in a schema, or in a database of its own. */
  isolation: z.enum(["shared", "schema", "database"]),
  state: TenantState,
  /** The plan that holds now; null when none does. `until`: when that ends by itself, as a trial does. */
  plan: z.object({ key: z.string(), name: z.string() }).nullable(),
  basis: StandingBasis,
  until: Moment.nullable(),
  features: z.record(z.string(), z.boolean()),
  limits: z.array(
    z.object({
      meter: z.string(),
      window: LimitWindow,
      label: z.string(),
      /** Null is unlimited. */
      limit: z.number().nullable(),
      /** Null where it is not counted. */
      used: z.number().nullable(),
      resetsAt: Moment.nullable(),
    }),
  ),
  domains: z.array(z.object({ host: z.string(), status: DomainStatus, isPrimary: z.boolean() })),
});
export type TenantInfo = z.output<typeof TenantInfo>;
