import { AppError } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { SignInPolicy, UpdatePolicyInput } from "../policy-schema.ts";
import { secondFactorsOf } from "../second-factor/check-second-factor.ts";
import { putPolicy, readPolicy } from "./policy-store.ts";

/**
 * Two-factor for everybody, or for who wants it. Who asks it of others has it: nobody locks themself out.
 * @throws AppError `conflict`, reason `own_two_factor_first`
 */
export const updateSignInPolicy = command({
  verb: "signInPolicy.update",
  permission: "tenant:write",
  input: UpdatePolicyInput,
  output: SignInPolicy,
  async prepare({ ctx, input }) {
    if (!input.requireTwoFactor || ctx.actor.type !== "user") return;
    const { totp } = await secondFactorsOf(ctx.ports, ctx.actor.userId);
    if (totp) return;
    throw new AppError("conflict", "Set up two-factor for yourself first, then ask it of everybody.", {
      reason: "own_two_factor_first",
    });
  },
  async run({ ctx, input }) {
    const before = await readPolicy(ctx.db);
    await putPolicy(ctx.db, ctx.tenant.id, input.requireTwoFactor);
    return { value: input, audit: { entityId: ctx.tenant.id, before, after: input } };
  },
});
