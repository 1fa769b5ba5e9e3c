import { z } from "zod";

const RefreshToken = z.string().min(1, "Send the refresh token.").max(2_000);

export const RefreshInput = z.strictObject({
  refreshToken: RefreshToken,
  /** The tenant that is addressed, if any: it must be the token's. */
  tenantId: z.string().max(64).optional(),
});

export const Tokens = z.object({
  /** For `Authorization: Bearer …`. */
  accessToken: z.string(),
  /** Good once, for the next pair of tokens. */
  refreshToken: z.string(),
  tokenType: z.literal("Bearer"),
  /** Of the access token. */
  expiresInSeconds: z.number().int(),
});

export const LogoutInput = z.strictObject({ refreshToken: RefreshToken.optional() });
