import { platformCommand } from "#server/kernel/verb.ts";
import { hashPassword } from "#server/platform/password.ts";
import { SignUpInput, SignUpResult } from "../register-schema.ts";
import { openAccount } from "./open-account.ts";

/** An owner and a workspace at once, where the e-mail address needs no proof: the seed of a demonstration, a test. */
export const signUp = platformCommand({
  verb: "auth.signUp",
  access: "system",
  input: SignUpInput,
  output: SignUpResult,
  prepare: ({ input }) => hashPassword(input.password),
  run: ({ ctx, input: { password: _, ...account }, prepared: passwordHash }) =>
    openAccount(ctx, { ...account, passwordHash }),
});
