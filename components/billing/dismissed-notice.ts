/** Holds the key of the notice that was put away in this browser, so that the server leaves it out. */
export const DISMISSED_NOTICE_COOKIE = "dismissed-notice";

/** Letters that a cookie's value may have (RFC 6265 §4.1.1); workspaces under one host keep theirs apart. */
export const dismissalOf = (slug: string, key: string): string => `${slug}.${key.replaceAll(/[^\w-]/g, "")}`;
