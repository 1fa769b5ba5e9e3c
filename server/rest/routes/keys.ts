import {
  createKey,
  getMe,
  listKeys,
  revokeKey,
  rotateKey,
  updateKey,
} from "#server/modules/api-keys/index.ts";
import { type Route, route } from "../route.ts";

export const keyRoutes: readonly Route[] = [
  route("GET", "/me", getMe),
  route("GET", "/keys", listKeys),
  route("POST", "/keys", createKey, 201),
  route("PATCH", "/keys/{keyId}", updateKey),
  route("POST", "/keys/{keyId}/rotate", rotateKey, 201),
  route("DELETE", "/keys/{keyId}", revokeKey),
];
