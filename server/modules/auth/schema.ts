import { z } from "zod";
import { Tenant } from "../tenancy/schema.ts";
import { Tokens } from "./token-schema.ts";

export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "This e-mail address is too long.")
  .pipe(z.email("Enter an e-mail address like name@company.com."));

export const Password = z
  .string()
  .min(10, "Use at least 10 characters.")
  .max(200, "Use at most 200 characters.");

export const PersonName = z.string().trim().min(1, "Enter your name.").max(80, "Use at most 80 characters.");

export const LoginInput = z.strictObject({
  email: Email,
  password: z.string().min(1, "Enter your password.").max(200),
  /** Of the authenticator, or a backup code: where the person has a second factor. */
  code: z.string().trim().min(1).max(40).optional(),
  tenantId: z.string().min(1),
});

export const LoginResult = Tokens.extend({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  tenant: Tenant,
});

/** The operator's: no workspace is named. */
export const LoginOperatorInput = LoginInput.omit({ tenantId: true });
export const LoginOperatorResult = LoginResult.omit({ tenant: true });
