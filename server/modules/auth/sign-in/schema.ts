import { z } from "zod";
import { SignedIn } from "../sessions/schema.ts";

export const SignInInput = z.strictObject({
  email: z.string().trim().min(1, "Enter your e-mail.").max(254, "This e-mail address is too long."),
  password: z.string().min(1, "Enter your password.").max(200, "Use at most 200 characters."),
  /** Unticked: the session ends with the browser's window. */
  isRemembered: z.boolean().default(true),
});

/** Which ways the second page offers. */
export const SecondFactorChoice = z.object({
  totp: z.boolean(),
  passkeys: z.number().int(),
  backupCodesLeft: z.number().int(),
});

export const SignInResult = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("signed_in"), signedIn: SignedIn }),
  z.object({
    outcome: z.literal("second_factor_needed"),
    /** For the browser's cookie; never in a page. */
    ticket: z.string(),
    expiresAt: z.iso.datetime(),
    factors: SecondFactorChoice,
  }),
]);

export const ConfirmSignInInput = z.strictObject({
  ticket: z.string().min(1).max(100),
  code: z.string().trim().min(1, "Enter the code.").max(40, "This code is too long."),
});

export const ConfirmSignInResult = z.object({ signedIn: SignedIn });
