/** A favicon for a tenant without a logo: its initial on its accent, as a data URL. */
export function brandIcon(name: string, accent: string): string {
  const initial = (Array.from(name.trim().toWellFormed())[0] ?? "·").toUpperCase();
  const safe = initial.replace(/[<>&"']/g, "·");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="${accent}"/><text x="16" y="22.5" font-family="system-ui,sans-serif" font-size="18" font-weight="600" text-anchor="middle" fill="${inkOn(accent)}">${safe}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** White or near-black, whichever stands out more by relative luminance (WCAG 2.2). */
function inkOn(hex: string): string {
  const channel = (from: number) => {
    const share = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  return luminance > 0.18 ? "#11151c" : "#ffffff";
}
