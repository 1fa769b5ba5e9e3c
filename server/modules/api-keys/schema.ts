import { z } from "zod";
import { Id } from "#server/kernel/ids.ts";
import { PERMISSIONS, ROLES } from "#server/kernel/permission.ts";
import { Tenant } from "../tenancy/schema.ts";

export const Nothing = z.strictObject({});

/** Days a new key may live; null: until it is revoked. */
export const LIFETIME_DAYS = [30, 90, 365] as const;
/** Hours that a rotated key goes on working. */
export const OVERLAP_HOURS = [0, 1, 24, 168] as const;

const Scope = z.enum(PERMISSIONS).exclude(["ownership:write"], "A key can't hand the workspace over.");
const Scopes = z.array(Scope).min(1, "Choose at least one thing that the key may do.");
const Name = z.string().trim().min(1, "Give the key a name.").max(60, "Use at most 60 characters.");
const Addresses = z.array(z.string().trim().min(1).max(64)).max(20, "Use at most 20.");

export const CreateKeyInput = z.strictObject({
  name: Name,
  /** Permissions that its creator has. `tenant:read` is always among them. */
  scopes: Scopes,
  expiresInDays: z.literal(LIFETIME_DAYS).nullable().default(90),
  /** IPv4 or IPv6 addresses, or networks in CIDR notation; empty: from anywhere. */
  allowedAddresses: Addresses.default([]),
});

export const UpdateKeyInput = z.strictObject({
  keyId: Id,
  name: Name.optional(),
  scopes: Scopes.optional(),
  allowedAddresses: Addresses.optional(),
});

export const RotateKeyInput = z.strictObject({
  keyId: Id,
  /** How long the old key goes on working beside the new one. */
  overlapHours: z.literal(OVERLAP_HOURS).default(24),
});

export const KeyRef = z.strictObject({ keyId: Id });

const Moment = z.iso.datetime();

/** `ending`: replaced by a new key, still working until `expiresAt`. */
export const KEY_STATUSES = ["active", "ending", "expired", "revoked"] as const;

export const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(KEY_STATUSES),
  /** What it begins and ends with. */
  prefix: z.string(),
  lastFour: z.string(),
  scopes: z.array(z.string()),
  allowedAddresses: z.array(z.string()),
  /** Null when that person has left: the key has ended with it. */
  createdBy: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** It does not work until its creator has set up the second factor that the workspace asks for. */
  waitsForTwoFactor: z.boolean(),
  createdAt: Moment,
  expiresAt: Moment.nullable(),
  /** At most a minute old. */
  lastUsedAt: Moment.nullable(),
  lastAddress: z.string().nullable(),
});
export type ApiKey = z.output<typeof ApiKey>;

export const ApiKeys = z.array(ApiKey);

/** `secret` is the whole key. It is said once and kept nowhere. */
export const NewKey = z.object({ key: ApiKey, secret: z.string() });

/** Who calls, and what that caller may here. */
export const Me = z.object({
  tenant: Tenant,
  permissions: z.array(z.string()),
  user: z
    .object({ id: z.string(), name: z.string(), email: z.string(), role: z.enum(ROLES).nullable() })
    .nullable(),
  apiKey: z.object({ id: z.string(), name: z.string(), expiresAt: Moment.nullable() }).nullable(),
});
