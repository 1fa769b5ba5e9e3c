import { platformQuery } from "#server/kernel/verb.ts";
import { findOpenChange } from "../links/link-store.ts";
import { Profile } from "../profile-schema.ts";
import { Nothing } from "../second-factor-schema.ts";
import { signedIn } from "../signed-in.ts";
import { findAccount } from "../store.ts";

export const getProfile = platformQuery({
  verb: "account.get",
  access: "user",
  input: Nothing,
  output: Profile,
  async run({ ctx }) {
    const { userId } = signedIn(ctx);
    const { name, email, emailVerifiedAt, passwordHash } = await findAccount(ctx.db, userId);
    const change = await findOpenChange(ctx.db, userId, ctx.now());
    return {
      name,
      email,
      isEmailVerified: emailVerifiedAt !== null,
      hasPassword: passwordHash !== null,
      pendingEmail: change?.email ?? null,
    };
  },
});
