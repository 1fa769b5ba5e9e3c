import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { recordEvent } from "../../audit/index.ts";
import { checkSecondFactor, secondFactorsOf } from "../second-factor/index.ts";
import type { User } from "../store.ts";
import { takeAttempt } from "../throttle/take-attempt.ts";

/**
 * After a right password, for sign-ins in one call: asks the code of whoever has a second factor.
 * @returns whether one was shown
 * @throws AppError `unauthenticated`, reason `second_factor_required`; or `rate_limited`
 */
export async function requireSignInCode(
  ctx: PlatformCtx,
  user: User,
  code: string | undefined,
  tenantId: string | null,
): Promise<boolean> {
  const { totp } = await secondFactorsOf(ctx.ports, user.id);
  if (!totp) return false;
  if (code === undefined) throw refusal("Send the code of your authenticator app as `code` too.");
  const attempt = await takeAttempt(ctx, "code", user.email);
  if (await checkSecondFactor(ctx, user.id, code)) {
    await attempt.succeed();
    return true;
  }
  const tenant = tenantId === null ? {} : { tenantId };
  await recordEvent(ctx, "auth.secondFactorFailed", { entityId: user.id, userId: user.id, ...tenant });
  throw refusal("This code is not right, or was used before.");
}

const refusal = (message: string) =>
  new AppError("unauthenticated", message, { reason: "second_factor_required" });
