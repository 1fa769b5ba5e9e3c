"use client";

import { useSyncExternalStore } from "react";

export interface LinkToken {
  /** What the link does: `sign_up`, `reset`, `verify`, `change` or `stop`. */
  use: string;
  token: string;
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener("hashchange", onChange);
  return () => window.removeEventListener("hashchange", onChange);
}

/**
 * The token of a mailed link, from the fragment, which no server, log or `Referer` ever sees.
 * @returns undefined until the browser has taken over, null when the address has none.
 */
export function useLinkToken(): LinkToken | null | undefined {
  const hash = useSyncExternalStore<string | undefined>(
    subscribe,
    () => window.location.hash,
    () => undefined,
  );
  if (hash === undefined) return undefined;
  const [, use, token] = /^#(\w+)\.(\S+)$/.exec(hash) ?? [];
  return use && token ? { use, token } : null;
}
