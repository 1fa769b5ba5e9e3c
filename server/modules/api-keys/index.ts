export { authenticateKey, looksLikeKey } from "./authenticate-key.ts";
export { createKey } from "./create-key.ts";
export { getMe } from "./get-me.ts";
export { listKeys } from "./list-keys.ts";
export { revokeKey } from "./revoke-key.ts";
export { rotateKey } from "./rotate-key.ts";
export { updateKey } from "./update-key.ts";
