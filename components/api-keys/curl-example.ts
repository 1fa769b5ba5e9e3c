/** Asks who the key is, at this workspace's own address. */
export const curlExample = (origin: string, key = "YOUR_KEY"): string =>
  `curl ${origin}/api/v1/me \\\n  -H "authorization: Bearer ${key}"`;
