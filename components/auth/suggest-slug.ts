const MAX_LENGTH = 40;

/** A subdomain label from a company name: `Ärger & Co.` → `arger-co`. */
export function suggestSlug(company: string): string {
  return company
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_LENGTH)
    .replace(/^-+|-+$/g, "");
}
