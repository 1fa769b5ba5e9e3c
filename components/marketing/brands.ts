/** Three invented tenants that show one product in three brands. */
export const BRANDS = [
  { key: "acme", name: "Acme Trading", host: "acme.marque.app", swatch: "fill-[#2b50e0]" },
  { key: "globex", name: "Globex Capital", host: "trade.globex.com", swatch: "fill-[#d9560f]" },
  { key: "initech", name: "Initech Quant", host: "bots.initech.io", swatch: "fill-[#14b8a6]" },
] as const;
