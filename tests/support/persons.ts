import { Secret as OtpSecret, TOTP } from "otpauth";
import type { PlatformCtx, Site } from "#server/kernel/ctx.ts";
import { platformCtx } from "#server/modules/audit/index.ts";
import { enableTotp, startTotp } from "#server/modules/auth/index.ts";
import type { Harness, MintedTenant } from "./harness.ts";

/** The tenant's own host, as its pages are served there. */
export const siteOfTenant = ({ tenant }: MintedTenant): Site => ({
  origin: `http://${tenant.slug}.localhost:3000`,
  basePath: "",
  tenant,
});

/** The tenant's owner, signed in at the tenant's own host, asking for something about the account. */
export async function ownerAt({ ports }: Harness, minted: MintedTenant): Promise<PlatformCtx> {
  const sessionId = `session-of-${minted.tenant.slug}`;
  const now = ports.clock.now();
  await ports.systemDb.client.session.createMany({
    data: [
      {
        id: sessionId,
        userId: minted.ownerId,
        hostTenantId: minted.tenant.id,
        createdAt: now,
        authenticatedAt: now,
        expiresAt: new Date(now.getTime() + 30 * 86_400_000),
      },
    ],
    skipDuplicates: true,
  });
  const { actor } = minted.ctx();
  const client = { address: "127.0.0.1", userAgent: "test", site: siteOfTenant(minted) };
  return platformCtx(ports, actor.type === "user" ? { ...actor, sessionId } : actor, client);
}

/** What the person's authenticator app shows at this moment. */
export const codeOf = (secret: string, { ports }: Harness): string =>
  TOTP.generate({ secret: OtpSecret.fromBase32(secret), timestamp: ports.clock.now().getTime() });

/** Turns two-factor on as the person would. */
export async function turnOnTotp(harness: Harness, ctx: PlatformCtx) {
  const { secret } = await startTotp.call(ctx, {});
  const { codes } = await enableTotp.call(ctx, { code: codeOf(secret, harness) });
  return { secret, codes };
}
