import { z } from "zod";
import { LinkToken } from "./register-schema.ts";
import { Email, Password } from "./schema.ts";

export const RequestResetInput = z.strictObject({ email: Email });

/** The same for every address, whoever has an account. */
export const ResetRequested = z.object({ email: z.string(), expiresInMinutes: z.number().int() });

export const ResetPasswordInput = z.strictObject({ token: LinkToken, password: Password });

export const PasswordReset = z.object({
  email: z.string(),
  /** For the browser's device cookie, never in a page; null when it has one. */
  deviceToken: z.string().nullable(),
});
