const DOORS = /^(?:\/tenant\/[^/]+)?\/(?:api|scim)\//;
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

interface Submission {
  method: string;
  /** As sent, with query. */
  path: string;
  /** Names in lower case, settled. */
  headers: Record<string, string | string[] | undefined>;
}

/**
 * Whether a page is sent a form that another site made. Pages are changed by their own forms alone, and browsers name the
 * origin of every form (Fetch §3.2). Doors under `/api` and `/scim` look for themselves: some are open to others' forms.
 */
export function isForeignForm({ method, path, headers }: Submission): boolean {
  if (SAFE_METHODS.has(method) || DOORS.test(path)) return false;
  return headers.origin !== `${headers["x-forwarded-proto"]}://${headers.host}`;
}
