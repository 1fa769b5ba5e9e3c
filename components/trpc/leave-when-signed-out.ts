import { apiErrorOf } from "./api-error.ts";

/** A session that has ended elsewhere: sign in again and come back here. */
export function leaveWhenSignedOut(signInPath: string | undefined) {
  return (error: unknown) => {
    if (!signInPath || apiErrorOf(error).code !== "unauthenticated") return;
    const next = encodeURIComponent(window.location.pathname + window.location.search);
    window.location.assign(`${signInPath}?expired=1&next=${next}`);
  };
}
