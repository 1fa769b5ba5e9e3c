import { z } from "zod";

/** What the web door needs to give the browser its cookies. Never sent to clients. */
export const SignedIn = z.object({
  sessionId: z.string(),
  userId: z.string(),
  hostTenantId: z.string().nullable(),
  expiresAt: z.iso.datetime(),
  isRemembered: z.boolean(),
  /** For the device cookie; null when the browser has one. */
  deviceToken: z.string().nullable(),
});
export type SignedIn = z.output<typeof SignedIn>;

export const RevokeSessionInput = z.strictObject({ sessionId: z.string().min(1).max(64) });
export const SessionsEndedCount = z.object({ ended: z.number().int() });

export const ReauthenticateInput = z.strictObject({
  password: z.string().min(1, "Enter your password.").max(200),
});
export const ReauthenticateResult = z.object({ authenticatedAt: z.iso.datetime() });

export const SessionList = z.array(
  z.object({
    id: z.string(),
    isCurrent: z.boolean(),
    /** Null for the root domain, where all workspaces are listed. */
    workspace: z.string().nullable(),
    /** `name` is empty where the browser says nothing. */
    device: z.object({ name: z.string(), kind: z.enum(["computer", "phone", "program"]) }),
    method: z.string(),
    address: z.string(),
    country: z.string().nullable(),
    createdAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  }),
);
