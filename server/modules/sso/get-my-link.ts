import { platformQuery } from "#server/kernel/verb.ts";
import { signedIn } from "../auth/index.ts";
import { readOwnLink } from "./own-link.ts";
import { MyLink, MyLinkInput } from "./schema.ts";
import { unlinkText } from "./words.ts";

/** The person's own link to this workspace's provider; null without one. */
export const getMyLink = platformQuery({
  verb: "sso.getMyLink",
  access: "user",
  input: MyLinkInput,
  output: MyLink.nullable(),
  async run({ ctx, input: { tenantId } }) {
    const link = await readOwnLink(ctx, tenantId, signedIn(ctx));
    if (!link) return null;
    const { provider, signedInAt, obstacle } = link;
    return {
      provider,
      signedInAt: signedInAt?.toISOString() ?? null,
      obstacle: obstacle && unlinkText(obstacle),
    };
  },
});
