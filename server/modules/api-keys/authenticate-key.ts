import type { Actor } from "#server/kernel/actor.ts";
import type { Client, Ports, TenantInfo } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { RATE } from "#server/platform/rate-rules.ts";
import { tokenHash } from "#server/platform/token.ts";
import { recordEvent, tenantCtx } from "../audit/index.ts";
import { featureRefusal } from "../entitlements/index.ts";
import { resolveTenant } from "../tenancy/index.ts";
import { parseKeyText } from "./key-text.ts";
import { readKnownKey } from "./known-keys.ts";
import { noteUse } from "./note-use.ts";
import { keyPermissions, keyProblem, refusalOf } from "./rules.ts";

/** Programs' credentials have no dots; access tokens (JWT) have two. */
export const looksLikeKey = (credential: string): boolean => !credential.includes(".");

/**
 * Who this key lets in, and where. What its creator may no longer do it may not either. Refusals of a key that exists, and
 * its first use from a new network, are recorded for the workspace.
 * @throws AppError `unauthenticated` (not a key, unknown, revoked, expired, creator gone), `forbidden` (address),
 * `payment_required` (the plan has no API access)
 */
export async function authenticateKey(
  ports: Ports,
  text: string,
  client: Client,
): Promise<{ tenant: TenantInfo; actor: Extract<Actor, { type: "apiKey" }> }> {
  const tenantId = parseKeyText(text)?.tenantId;
  const tenant = tenantId ? await resolveTenant(ports, { id: tenantId }) : null;
  const known = tenant && (await readKnownKey(ports, tenant.id, tokenHash(text)));
  if (!known) throw invalidKey();
  const { row, creator } = known;
  const permissions = creator ? keyPermissions(row.scopes, creator.permissions) : [];
  const actor = { type: "apiKey", keyId: row.id, permissions } as const;
  const ctx = tenantCtx(ports, tenant, actor, client);

  const problem = keyProblem(row, creator, client.address, ports.clock.now());
  const refusal = problem ? refusalOf(problem) : await featureRefusal(ports, tenant, "api_access");
  if (refusal) {
    const { isAllowed } = await ports.rateLimit.check(RATE.keyEvent, `refused ${row.id}`);
    const after = { reason: problem ?? refusal.details.reason };
    if (isAllowed) await recordEvent(ctx, "key.refuse", { entityId: row.id, after });
    throw refusal;
  }
  await noteUse(ctx, row);
  return { tenant, actor };
}

const invalidKey = () =>
  new AppError("unauthenticated", "This API key is not valid here.", { reason: "invalid_token" });
