import { AppError, notFound } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { requireRecentAuth, signedIn } from "../auth/index.ts";
import { removeLink } from "./link-store.ts";
import { readOwnLink } from "./own-link.ts";
import { MyLinkInput, Unlinked } from "./schema.ts";
import { unlinkText } from "./words.ts";

/** Gives up one's own link to this workspace's provider, unless it is the only way in that is left. */
export const unlinkMe = platformCommand({
  verb: "sso.unlinkMe",
  access: "user",
  input: MyLinkInput,
  output: Unlinked,
  async prepare({ ctx, input: { tenantId } }) {
    requireRecentAuth(ctx);
    const link = await readOwnLink(ctx, tenantId, signedIn(ctx));
    if (!link) throw notFound("This link");
    if (link.obstacle) throw new AppError("conflict", unlinkText(link.obstacle), { reason: link.obstacle });
    return link;
  },
  async run({ ctx, input: { tenantId }, prepared: { personId, subject } }) {
    await removeLink(ctx.db, tenantId, personId);
    const { userId } = signedIn(ctx);
    return {
      value: { personId },
      audit: { entityId: personId, tenantId, userId, before: { subject } },
    };
  },
});
