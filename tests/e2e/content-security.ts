/** Directives of a content security policy by name. */
export function parsePolicy(text: string): Map<string, string[]> {
  const directives = text.split(";").map((part) => part.trim().split(/\s+/));
  return new Map(directives.map(([name = "", ...values]) => [name.toLowerCase(), values]));
}

/** What a page's policy and markup have wrong; empty when scripts and styles run by this page's nonce alone. */
export function pageProblems(policyText: string | undefined, html: string): string[] {
  if (!policyText) return ["no policy"];
  if (policyText.includes(", ")) return ["two policies"];
  const policy = parsePolicy(policyText);
  const nonce = policy
    .get("script-src")
    ?.find((value) => value.startsWith("'nonce-"))
    ?.slice(7, -1);
  if (!nonce || nonce.length < 22) return ["no nonce"];
  const must: [string, string[]][] = [
    ["default-src", ["'self'"]],
    ["script-src", ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'"]],
    ["style-src", ["'self'", `'nonce-${nonce}'`]],
    ["object-src", ["'none'"]],
    ["base-uri", ["'none'"]],
    ["form-action", ["'self'"]],
    ["frame-ancestors", ["'none'"]],
  ];
  return [
    ...must
      .filter(([name, values]) => values.join(" ") !== policy.get(name)?.join(" "))
      .map(([name]) => `${name}: ${policy.get(name)?.join(" ")}`),
    ...tags(html, "script").filter((tag) => !hasNonce(tag, nonce)),
    ...tags(html, "style").filter((tag) => !hasNonce(tag, nonce)),
    ...[...html.matchAll(/<[a-z][^>]*\son[a-z]+\s*=[^>]*>/gi)].map(([tag]) => `handler: ${tag.slice(0, 80)}`),
    ...[...html.matchAll(/(?:href|src|action)="\s*javascript:[^"]*"/gi)].map(([found]) => found),
    ...(/<base\b/i.test(html) ? ["a <base> element"] : []),
  ];
}

const tags = (html: string, name: string) =>
  [...html.matchAll(new RegExp(`<${name}\\b[^>]*>`, "gi"))].map(([tag]) => tag);

const hasNonce = (tag: string, nonce: string) => tag.includes(`nonce="${nonce}"`);
