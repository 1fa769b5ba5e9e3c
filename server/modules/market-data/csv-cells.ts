const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const ISO_TIME =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(?:(Z|UTC)|([+-])(\d{2}):?(\d{2}))?$/i;

/** Unix times from here on are milliseconds (1973), below they are seconds (until 5138). */
const FIRST_MS = 1e11;
/** Unix times from here on are in a finer unit than milliseconds. */
const BEYOND_MS = 1e14;

/** A plain decimal number, or undefined: no thousands separators, no `NaN`, no hexadecimal. */
export function readDecimal(cell: string): number | undefined {
  return DECIMAL.test(cell) ? Number(cell) : undefined;
}

/** Unix ms of a cell with Unix seconds, Unix ms or an ISO date (UTC unless it says otherwise), or undefined. */
export function readTime(cell: string): number | undefined {
  const number = readDecimal(cell);
  if (number === undefined) return readIsoTime(cell);
  if (number < 0 || number >= BEYOND_MS) return undefined;
  return Math.round(number < FIRST_MS ? number * 1000 : number);
}

function readIsoTime(cell: string): number | undefined {
  const match = ISO_TIME.exec(cell);
  if (match === null) return undefined;
  const part = (index: number): number => Number(match[index] ?? 0);
  const milliseconds = Math.floor(Number(`0.${match[7] ?? 0}`) * 1000);
  const time = Date.UTC(part(1), part(2) - 1, part(3), part(4), part(5), part(6), milliseconds);
  const said = new Date(time);
  const isReal =
    said.getUTCMonth() === part(2) - 1 && said.getUTCDate() === part(3) && part(4) < 24 && part(5) < 60;
  if (!isReal || part(6) >= 60) return undefined;
  const offsetMinutes = (part(10) * 60 + part(11)) * (match[9] === "-" ? -1 : 1);
  return time - offsetMinutes * 60_000;
}
