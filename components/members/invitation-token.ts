"use client";

import { useEffect, useState } from "react";

const KEY = "invitation";

/**
 * The token of the mailed link: read from the fragment, which is then cleared from the address bar and the history,
 * and kept for this tab, so that signing in or a reload does not lose it. Undefined until the browser has looked.
 */
export function useInvitationToken(): string | null | undefined {
  const [token, setToken] = useState<string | null>();
  useEffect(() => {
    const fromLink = window.location.hash.slice(1);
    if (fromLink) {
      window.sessionStorage.setItem(KEY, fromLink);
      window.history.replaceState(window.history.state, "", window.location.pathname);
    }
    setToken(fromLink || window.sessionStorage.getItem(KEY));
  }, []);
  return token;
}

export const forgetInvitationToken = () => window.sessionStorage.removeItem(KEY);
