import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { verifyPassword } from "#server/platform/password.ts";
import { recordEvent } from "../../audit/index.ts";
import { isExpected } from "../../tenancy/index.ts";
import { findCredentials, type User } from "../store.ts";
import { takeAttempt } from "../throttle/take-attempt.ts";

export interface PasswordAttempt {
  /** As typed; need not be an e-mail at all. */
  email: string;
  password: string;
  /** The tenant to sign in to; a stranger to it is refused like a wrong password. Null for the root domain. */
  tenantId: string | null;
}

/**
 * One guess at a password. Unknown e-mail, wrong password, account without a password and stranger to the tenant
 * look alike and cost the same: one argon2 verification and the same queries (OWASP ASVS 5.0, 6.3.8). Call it outside
 * any transaction.
 * @throws AppError `unauthenticated`, or `rate_limited`
 */
export async function checkPassword(
  ctx: PlatformCtx,
  { email, password, tenantId }: PasswordAttempt,
): Promise<User> {
  const account = email.trim().toLowerCase();
  const attempt = await takeAttempt(ctx, "password", account);
  const found = await findCredentials(ctx.ports.systemDb.client, account);
  const isRight = await verifyPassword(found?.passwordHash ?? null, password);
  const isWelcome = await mayEnter(ctx, tenantId, { userId: found?.id ?? "nobody", email: account });
  if (found && isRight && isWelcome) {
    await attempt.succeed();
    return { id: found.id, name: found.name, email: found.email };
  }
  await recordEvent(ctx, "auth.signInFailed", {
    // A workspace's log does not tell which strangers have an account.
    entityId: found && isWelcome ? found.id : "unknown",
    ...(found && isWelcome ? { userId: found.id } : {}),
    ...(tenantId === null ? {} : { tenantId }),
  });
  throw new AppError("unauthenticated", "E-mail or password is wrong.", { reason: "wrong_credentials" });
}

async function mayEnter(
  ctx: PlatformCtx,
  tenantId: string | null,
  person: { userId: string; email: string },
): Promise<boolean> {
  return tenantId === null || isExpected(ctx.ports.tenantDb(tenantId).client, person, ctx.now());
}
