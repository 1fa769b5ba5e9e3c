import type { Ctx, Ports } from "#server/kernel/ctx.ts";
import { Secret } from "#server/kernel/secret.ts";
import { requireRate } from "#server/platform/rate-limit.ts";
import { RATE } from "#server/platform/rate-rules.ts";
import { randomToken, tokenHash } from "#server/platform/token.ts";

const PURPOSE = "invitation link";

/** A new link's token: its hash for the row, itself sealed for the mail that the worker writes later. */
export interface MintedToken {
  hash: string;
  sealed: string;
}

/** @throws AppError `rate_limited` when this address, or this tenant, has sent, or got, enough mail for now. */
export async function requireMailRate({ ports, tenant }: Ctx, email: string): Promise<void> {
  await requireRate(ports.rateLimit, RATE.invite, tenant.id);
  await requireRate(ports.rateLimit, RATE.inviteMailbox, `${tenant.id} ${email}`);
}

export const mintToken = ({ ports, tenant }: Ctx): Promise<MintedToken> => mintTokenOf(ports, tenant.id);

export async function mintTokenOf(ports: Ports, tenantId: string): Promise<MintedToken> {
  const token = randomToken();
  const sealed = await ports.vault.seal({ tenantId }, PURPOSE, new Secret(token));
  return { hash: tokenHash(token), sealed };
}

export const openToken = (ports: Ports, tenantId: string, sealed: string): Promise<Secret> =>
  ports.vault.open({ tenantId }, PURPOSE, sealed);
