import type { Ctx } from "#server/kernel/ctx.ts";
import { tokenHash } from "#server/platform/token.ts";
import { createKeyText, visibleStart } from "./key-text.ts";
import type { KeyRow } from "./rules.ts";

type Given = Pick<KeyRow, "name" | "createdBy" | "isVouched" | "scopes" | "allowedAddresses" | "expiresAt">;

/**
 * A new key and the row to keep. The hash is plain SHA-256: against 256 bits of chance there is nothing to guess, so a slow
 * hash would only slow every request down (OWASP ASVS 5.0, 11.4.2 asks for one where people choose the secret).
 */
export function mintKey(
  ctx: Ctx,
  id: string,
  given: Given,
): { row: KeyRow & { keyHash: string }; secret: string } {
  const secret = createKeyText(ctx.ports.env.API_KEY_PREFIX, ctx.tenant.id);
  const row = {
    ...given,
    id,
    keyHash: tokenHash(secret),
    prefix: visibleStart(secret),
    lastFour: secret.slice(-4),
    createdAt: ctx.now(),
    revokedAt: null,
    replacedBy: null,
    lastUsedAt: null,
    lastAddress: "",
    knownNetworks: [],
  };
  return { row, secret };
}
