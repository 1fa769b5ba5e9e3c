import { AsyncLocalStorage } from "node:async_hooks";

interface CookieOptions {
  maxAge?: number;
  path?: string;
  sameSite?: string;
  httpOnly?: boolean;
  secure?: boolean;
}

/** What the cookies of `next/headers` are to a route handler: set during the request, sent with its answer. */
export const cookieScope = new AsyncLocalStorage<Map<string, { value: string; options: CookieOptions }>>();

export const cookies = async () => ({
  set(name: string, value: string, options: CookieOptions) {
    cookieScope.getStore()?.set(name, { value, options });
  },
});
