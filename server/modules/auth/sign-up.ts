import { fieldError } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { hashPassword } from "#server/platform/password.ts";
import { provisionTenant } from "../tenancy/index.ts";
import { createHandoffUrl } from "./handoff.ts";
import { SignUpInput, SignUpResult } from "./schema.ts";
import { insertUser } from "./store.ts";

/** A visitor becomes the owner of a new workspace. All of it happens, or none. */
export const signUp = platformCommand({
  verb: "auth.signUp",
  access: "public",
  input: SignUpInput,
  output: SignUpResult,
  prepare: ({ input }) => hashPassword(input.password),
  async run({ ctx, input, prepared: passwordHash }) {
    const user = { id: ctx.newId(), name: input.name, email: input.email };
    if (!(await insertUser(ctx.db, { ...user, passwordHash }))) {
      throw fieldError("email", "This e-mail already has an account. Sign in instead.", {
        reason: "email_taken",
      });
    }
    const tenant = await provisionTenant(ctx, { slug: input.slug, name: input.company, ownerId: user.id });
    const handoffUrl = await createHandoffUrl(ctx, tenant, user.id);
    return {
      value: { tenant, handoffUrl },
      audit: { entityId: tenant.id, tenantId: tenant.id, after: { tenant, owner: user } },
      events: [{ type: "tenant.created", tenantId: tenant.id, slug: tenant.slug }],
    };
  },
});
