import { createKey, listKeys, revokeKey, rotateKey, updateKey } from "#server/modules/api-keys/index.ts";
import { mutationOf, queryOf, router } from "../init.ts";

export const keysRouter = router({
  list: queryOf(listKeys),
  create: mutationOf(createKey),
  update: mutationOf(updateKey),
  rotate: mutationOf(rotateKey),
  revoke: mutationOf(revokeKey),
});
