import type { Permission, Role } from "./permission.ts";

/** Who is asking. Closed: a new kind of actor must be decided in every switch. */
export type Actor =
  | { type: "visitor" }
  | {
      type: "user";
      userId: string;
      sessionId: string;
      name: string;
      email: string;
      /** Set once the person is known to be a member of the tenant in question. */
      role: Role | null;
      /** What that member may: the role's permissions with the member's own. Empty without a role. */
      permissions: readonly Permission[];
      /** Runs the platform, and is on the root domain: may act as operator there. Never set on a tenant's host. */
      isOperator?: true;
      /** A tenant's identity provider says who this is: true at that tenant, and proof of nothing that is the person's own. */
      isVouched?: true;
      /** The workspace asks for two-factor and this person has none yet: until then nothing is allowed. */
      needsTwoFactor?: true;
      /** When password or passkey was last shown in this session. */
      authenticatedAt?: Date | null;
    }
  | { type: "apiKey"; keyId: string; permissions: readonly Permission[] }
  | { type: "operator"; userId: string }
  | { type: "system"; process: string }
  | { type: "webhook"; source: "stripe" | "signal" };

export function actorLabel(actor: Actor): string {
  switch (actor.type) {
    case "visitor":
      return "visitor";
    case "user":
      return `user:${actor.userId}`;
    case "apiKey":
      return `apiKey:${actor.keyId}`;
    case "operator":
      return `operator:${actor.userId}`;
    case "system":
      return `system:${actor.process}`;
    case "webhook":
      return `webhook:${actor.source}`;
    default:
      return actor satisfies never;
  }
}
