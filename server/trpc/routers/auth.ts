import { reauthenticate } from "#server/modules/auth/index.ts";
import { mutationOf, router } from "../init.ts";

export const authRouter = router({ reauthenticate: mutationOf(reauthenticate) });
