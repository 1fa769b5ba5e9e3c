import { platformCommand } from "#server/kernel/verb.ts";
import { UpdateProfileInput } from "../profile-schema.ts";
import { Nothing } from "../second-factor-schema.ts";
import { signedIn } from "../signed-in.ts";
import { auditedAt } from "../site.ts";
import { setUserName } from "../store.ts";

export const updateProfile = platformCommand({
  verb: "account.update",
  access: "user",
  input: UpdateProfileInput,
  output: Nothing,
  async run({ ctx, input: { name } }) {
    const person = signedIn(ctx);
    await setUserName(ctx.db, person.userId, name);
    return {
      value: {},
      audit: {
        entityId: person.userId,
        ...auditedAt(ctx),
        before: { name: person.name },
        after: { name },
      },
    };
  },
});
