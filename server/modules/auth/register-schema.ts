import { z } from "zod";
import { Slug } from "#server/kernel/ids.ts";
import { CompanyName, Tenant } from "../tenancy/schema.ts";
import { Email, Password, PersonName } from "./schema.ts";
import { SignedIn } from "./sessions/schema.ts";

export const RequestSignUpInput = z.strictObject({
  name: PersonName,
  email: Email,
  company: CompanyName,
  slug: Slug,
});

/** The same for every address, whoever has an account. */
export const SignUpRequested = z.object({ email: z.string(), expiresInMinutes: z.number().int() });

export const LinkToken = z.string().min(1, "Open the link from the mail again.").max(200);
export const TokenInput = z.strictObject({ token: LinkToken });

/** What was asked for, to be looked at before it is made. */
export const PendingSignUp = z.object({
  name: z.string(),
  email: z.string(),
  company: z.string(),
  slug: z.string(),
});

export const FinishSignUpInput = z.strictObject({ token: LinkToken, password: Password });

export const SignUpInput = RequestSignUpInput.extend({ password: Password });

export const SignUpResult = z.object({
  tenant: Tenant,
  /** Opens the new workspace; who is signed in on the root domain is signed in there. */
  handoffUrl: z.url(),
});

export const FinishSignUpResult = SignUpResult.extend({ signedIn: SignedIn });
