import { apiErrorOf } from "./api-error.ts";

const LEAVING_MS = 5_000;

/** A session that has ended elsewhere: sign in again and come back here. Not while the page is being left anyway. */
export function leaveWhenSignedOut(signInPath: string | undefined) {
  let leftAt = Number.NEGATIVE_INFINITY;
  if (typeof window !== "undefined") {
    window.addEventListener("beforeunload", () => {
      leftAt = performance.now();
    });
  }
  return (error: unknown) => {
    if (!signInPath || apiErrorOf(error).code !== "unauthenticated") return;
    if (performance.now() - leftAt < LEAVING_MS) return;
    const next = encodeURIComponent(window.location.pathname + window.location.search);
    window.location.assign(`${signInPath}?expired=1&next=${next}`);
  };
}
