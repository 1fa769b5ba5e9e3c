import { listAudit } from "#server/modules/audit/index.ts";
import { openWorkspace, signUp } from "#server/modules/auth/index.ts";
import {
  getBranding,
  previewTheme,
  removeLogo,
  updateBranding,
  uploadLogo,
} from "#server/modules/branding/index.ts";
import {
  checkSlug,
  createTenant,
  getTenant,
  listMembers,
  listMyTenants,
} from "#server/modules/tenancy/index.ts";
import { mutationOf, queryOf, router } from "./init.ts";
import { liveStream } from "./live.ts";

export const appRouter = router({
  live: router({ stream: liveStream }),
  auth: router({ signUp: mutationOf(signUp), openWorkspace: mutationOf(openWorkspace) }),
  tenants: router({
    checkSlug: queryOf(checkSlug),
    create: mutationOf(createTenant),
    mine: queryOf(listMyTenants),
    get: queryOf(getTenant),
  }),
  branding: router({
    get: queryOf(getBranding),
    preview: queryOf(previewTheme),
    update: mutationOf(updateBranding),
    uploadLogo: mutationOf(uploadLogo),
    removeLogo: mutationOf(removeLogo),
  }),
  members: router({ list: queryOf(listMembers) }),
  audit: router({ list: queryOf(listAudit) }),
});

export type AppRouter = typeof appRouter;
