import type { Actor } from "#server/kernel/actor.ts";
import { AppError, fieldError } from "#server/kernel/errors.ts";
import { type Permission, permissionsOf } from "#server/kernel/permission.ts";
import { canonicalNetwork, isInNetworks } from "#server/platform/address-key.ts";
import type { ApiKey } from "./schema.ts";

/** A key as the database keeps it. */
export interface KeyRow {
  id: string;
  name: string;
  prefix: string;
  lastFour: string;
  createdBy: string;
  /** Made by somebody who came by single sign-on. */
  isVouched: boolean;
  scopes: string[];
  allowedAddresses: string[];
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  replacedBy: string | null;
  lastUsedAt: Date | null;
  lastAddress: string;
  knownNetworks: string[];
}

export type KeyProblem =
  | "revoked"
  | "expired"
  | "creator_gone"
  | "creator_without_two_factor"
  | "address_not_allowed";

export interface Creator {
  permissions: readonly Permission[];
  /** The workspace asks for two-factor and this person has none. */
  lacksTwoFactor: boolean;
}

/** Why a key may not be used now from this address; null when it may. `creator`: null for who is no member any more. */
export function keyProblem(
  row: KeyRow,
  creator: Creator | null,
  address: string,
  now: Date,
): KeyProblem | null {
  if (row.revokedAt) return "revoked";
  if (row.expiresAt && row.expiresAt <= now) return "expired";
  if (!creator) return "creator_gone";
  if (creator.lacksTwoFactor) return "creator_without_two_factor";
  if (row.allowedAddresses.length > 0 && !isInNetworks(address, row.allowedAddresses))
    return "address_not_allowed";
  return null;
}

/** What a key may: its scopes, as far as its creator may the same today. */
export const keyPermissions = (scopes: readonly string[], creator: readonly Permission[]): Permission[] =>
  creator.filter((permission) => scopes.includes(permission));

export function keyStatus({ revokedAt, expiresAt, replacedBy }: KeyRow, now: Date): ApiKey["status"] {
  if (revokedAt) return "revoked";
  if (expiresAt && expiresAt <= now) return "expired";
  return replacedBy ? "ending" : "active";
}

/** Every key may read which workspace it is of. */
export const withBaseScope = (scopes: readonly string[]): string[] => [
  ...new Set(["tenant:read", ...scopes]),
];

/** @throws AppError `invalid_input` at `scopes`, naming what the actor may not and so may not give. */
export function requireOwnScopes(actor: Actor, scopes: readonly string[]): void {
  const own: readonly string[] = permissionsOf(actor);
  const beyond = scopes.filter((scope) => !own.includes(scope));
  if (beyond.length > 0) {
    throw fieldError("scopes", `You can't give what you may not do yourself: ${beyond.join(", ")}.`, {
      reason: "scope_beyond_own",
    });
  }
}

/** @throws AppError `forbidden`: whoever is shown a key's secret may then do all that it may. */
export function requireNoMoreThanOwn(actor: Actor, { scopes }: KeyRow): void {
  const own: readonly string[] = permissionsOf(actor);
  if (scopes.every((scope) => own.includes(scope))) return;
  throw new AppError("forbidden", "This key may do more than you. Ask its creator or an owner.", {
    reason: "scope_beyond_own",
  });
}

/** @throws AppError `invalid_input` at the address that is none. */
export function requireNetworks(addresses: readonly string[]): string[] {
  const networks = addresses.map((address, index) => {
    const network = canonicalNetwork(address);
    if (network) return network;
    throw fieldError(
      `allowedAddresses.${index}`,
      `${address} is no IP address and no network like 203.0.113.0/24.`,
    );
  });
  return [...new Set(networks)];
}

const REFUSALS: Record<KeyProblem, string> = {
  revoked: "This API key was revoked.",
  expired: "This API key has expired.",
  creator_gone: "This API key ended when its creator left the workspace.",
  creator_without_two_factor:
    "This workspace asks for two-factor sign-in, which the creator of this API key has not set up. It works again as soon as they have.",
  address_not_allowed: "This API key may not be used from this address.",
};

export function refusalOf(problem: KeyProblem): AppError {
  const message = REFUSALS[problem];
  switch (problem) {
    case "address_not_allowed":
      return new AppError("forbidden", message, { reason: problem });
    case "creator_without_two_factor":
      return new AppError("forbidden", message, { reason: "two_factor_required", problem });
    case "revoked":
    case "expired":
    case "creator_gone":
      return new AppError("unauthenticated", message, { reason: "invalid_token", problem });
    default:
      return problem satisfies never;
  }
}
