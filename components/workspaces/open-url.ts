/** Opens a workspace at its own host, signed in as on the root domain. */
export function openUrl(slug: string, rootUrl: string): string {
  const { protocol, host } = new URL(rootUrl);
  return `${protocol}//${slug}.${host}/handoff/start`;
}
