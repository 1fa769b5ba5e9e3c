import { z } from "zod";
import { Email, Password, PersonName } from "./schema.ts";

export const Profile = z.object({
  name: z.string(),
  email: z.string(),
  isEmailVerified: z.boolean(),
  /** False for who signs in by single sign-on or passkey only. */
  hasPassword: z.boolean(),
  /** An address that waits to be confirmed; null when there is none. */
  pendingEmail: z.string().nullable(),
});

export const UpdateProfileInput = z.strictObject({ name: PersonName });

export const ChangePasswordInput = z.strictObject({
  current: z.string().min(1, "Enter your present password.").max(200),
  password: Password,
});

export const EmailInput = z.strictObject({ email: Email });

/** The same whoever has an account with that address. */
export const EmailRequested = z.object({ email: z.string() });
