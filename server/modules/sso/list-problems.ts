import { z } from "zod";
import { query } from "#server/kernel/verb.ts";
import { Nothing, SsoProblems } from "./schema.ts";
import { listFailures } from "./store.ts";
import { ssoProblemText } from "./words.ts";

const Noted = z.object({
  problem: z.string(),
  detail: z.string().default(""),
  email: z.string().default(""),
});

/** The latest sign-ins by the provider that did not come about, in plain words. */
export const listSsoProblems = query({
  verb: "sso.listProblems",
  permission: "sso:read",
  input: Nothing,
  output: SsoProblems,
  async run({ ctx }) {
    const rows = await listFailures(ctx.db);
    return rows.flatMap(({ id, at, after }) => {
      const noted = Noted.safeParse(after);
      const message = noted.success ? ssoProblemText(noted.data.problem) : null;
      if (!noted.success || message === null) return [];
      const { detail, email } = noted.data;
      return [{ id, at: at.toISOString(), message, detail, email }];
    });
  },
});
