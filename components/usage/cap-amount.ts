/** What a person types as an amount of money, in minor units; null for nothing typed, undefined for what is no amount. */
export function parseCap(text: string): number | null | undefined {
  const typed = text.trim().replace(",", ".");
  if (typed === "") return null;
  if (!/^\d{1,6}(?:\.\d{1,2})?$/.test(typed)) return undefined;
  return Math.round(Number(typed) * 100);
}

export const capText = (minor: number | null): string => (minor === null ? "" : (minor / 100).toFixed(2));
