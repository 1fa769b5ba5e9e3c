import { z } from "zod";

export const Nothing = z.strictObject({});

/** Six digits of an app, or a backup code; spaces and hyphens do not matter. */
export const SecondFactorCode = z
  .string()
  .trim()
  .min(6, "Enter the six digits, or a backup code.")
  .max(20, "Enter the six digits, or a backup code.");

export const CodeInput = z.strictObject({ code: SecondFactorCode });

/** The secret of an authenticator app that is not yet confirmed, in base32. */
export const TotpSetup = z.object({ secret: z.string(), account: z.string() });

export const BackupCodes = z.object({ codes: z.array(z.string()) });

export const PasskeyView = z.object({
  id: z.string(),
  name: z.string(),
  /** The host it signs in on. */
  host: z.string(),
  /** Kept by a provider on several devices, rather than in one. */
  isSynced: z.boolean(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});

export const SecurityOverview = z.object({
  /** Since when an authenticator app counts; null when there is none. */
  totpSince: z.iso.datetime().nullable(),
  backupCodesLeft: z.number().int(),
  passkeys: z.array(PasskeyView),
  /** The host on which a passkey made now would be good. */
  passkeyHost: z.string(),
});
