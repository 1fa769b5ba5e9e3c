import { z } from "zod";
import { SignedIn } from "../sessions/schema.ts";

/** SHA-256 of the verifier, base64url without padding (RFC 7636, S256). */
const Challenge = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "This is not a challenge.");

export const AuthorizeHandoffInput = z.strictObject({
  /** Of the tenant's host that asks. */
  origin: z.string().min(1).max(300),
  challenge: Challenge,
});
/** Back to the tenant's host, with a code good there once. */
export const AuthorizeHandoffResult = z.object({ url: z.url() });

export const RedeemHandoffInput = z.strictObject({
  code: z.string().min(1).max(100),
  verifier: z.string().min(1).max(100),
});
export const RedeemHandoffResult = z.object({ signedIn: SignedIn });
