import { z } from "zod";

/** What a workspace asks of its members' sign-ins. */
export const SignInPolicy = z.object({
  /** Members without a second factor are led to set one up before anything else. */
  requireTwoFactor: z.boolean(),
});

export const UpdatePolicyInput = z.strictObject({ requireTwoFactor: z.boolean() });
