import { query } from "#server/kernel/verb.ts";
import { listLinks } from "./link-store.ts";
import { ListLinksInput, SsoLinks } from "./schema.ts";

/** The fifty who signed in by the provider last, or of whom name or address contain `search`. */
export const listSsoLinks = query({
  verb: "sso.listLinks",
  permission: "sso:read",
  input: ListLinksInput,
  output: SsoLinks,
  run: ({ ctx, input: { search } }) => listLinks(ctx.db, search),
});
