import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { fieldError } from "#server/kernel/errors.ts";
import { signedIn } from "../signed-in.ts";
import { checkSecondFactor } from "./check-second-factor.ts";
import { requireCodeRate } from "./code-rate.ts";

/** @throws AppError at `code` when it is wrong or used; `rate_limited` after ten tries. */
export async function requireCode(ctx: PlatformCtx, code: string): Promise<void> {
  const { userId } = signedIn(ctx);
  await requireCodeRate(ctx.ports, userId);
  if (await checkSecondFactor(ctx, userId, code)) return;
  throw fieldError("code", "This code is wrong or was used already. Wait for the next one.");
}
