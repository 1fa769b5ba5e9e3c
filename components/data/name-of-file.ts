/** A name to start from: `BTC-USD_4h.csv` → `BTC-USD 4h`. */
export const nameOfFile = (fileName: string): string =>
  fileName
    .replace(/\.[a-z0-9]{1,5}$/i, "")
    .replace(/[_\s]+/g, " ")
    .trim()
    .slice(0, 80);
