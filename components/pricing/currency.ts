import type { Plan } from "./plan.ts";

const EURO = "AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split(" ");

/** ISO 3166 regions whose money is not the euro. */
const CURRENCY_OF: Readonly<Record<string, string>> = {
  AU: "aud",
  BR: "brl",
  CA: "cad",
  CH: "chf",
  GB: "gbp",
  IN: "inr",
  JP: "jpy",
  MX: "mxn",
  NZ: "nzd",
  SE: "sek",
  US: "usd",
  ZA: "zar",
};

/** Currencies that at least one plan is sold in, in the order of the price list. */
export const offeredCurrencies = (plans: readonly Plan[]): string[] => [
  ...new Set(plans.flatMap(({ prices }) => prices.map(({ currency }) => currency))),
];

/** The chosen currency where it is offered; else that of the region the browser's language names; else the first. */
export function chosenCurrency(
  offered: readonly string[],
  wanted: string | undefined,
  acceptLanguage: string | null,
): string {
  const likely = [wanted, regionCurrency(acceptLanguage)];
  return (
    offered.find((each) => each === likely[0]) ??
    offered.find((each) => each === likely[1]) ??
    offered[0] ??
    "usd"
  );
}

/** Of `Accept-Language` (RFC 9110, §12.5.4) the first language counts; one without a region has its likely one. */
function regionCurrency(acceptLanguage: string | null): string | undefined {
  const [tag = ""] = (acceptLanguage ?? "").split(/[,;]/);
  try {
    const { region = "" } = new Intl.Locale(tag.trim()).maximize();
    return EURO.includes(region) ? "eur" : CURRENCY_OF[region];
  } catch {
    return undefined;
  }
}
