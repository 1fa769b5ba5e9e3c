import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { fieldError, isAppError } from "#server/kernel/errors.ts";
import { readClaim } from "../domains/index.ts";

/** A host that may be claimed. @throws AppError `invalid_input` at `domain`, as the field is called here */
export async function readDomainField(ctx: PlatformCtx, tenantId: string, text: string): Promise<string> {
  try {
    return await readClaim(ctx, tenantId, text);
  } catch (error) {
    if (!isAppError(error)) throw error;
    throw fieldError("domain", error.message, { reason: error.details.reason ?? "domain_refused" });
  }
}
