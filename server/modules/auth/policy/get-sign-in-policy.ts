import { query } from "#server/kernel/verb.ts";
import { SignInPolicy } from "../policy-schema.ts";
import { Nothing } from "../second-factor-schema.ts";
import { readPolicy } from "./policy-store.ts";

export const getSignInPolicy = query({
  verb: "signInPolicy.get",
  permission: "tenant:read",
  input: Nothing,
  output: SignInPolicy,
  run: ({ ctx }) => readPolicy(ctx.db),
});
