import { expect, test } from "vitest";
import { type Candles, candleAt } from "#server/engine/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { parseCandlesCsv } from "./parse-candles-csv.ts";

const limits = { maxBytes: 1_000_000, maxRows: 10_000 };
const encoder = new TextEncoder();

function read(text: string | Uint8Array, chunk = 7): Promise<Candles> {
  const bytes = typeof text === "string" ? encoder.encode(text) : text;
  const chunks: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += chunk) chunks.push(bytes.subarray(start, start + chunk));
  return parseCandlesCsv(chunks, limits);
}

const header = "time,open,high,low,close,volume";

test("reads times in Unix seconds, Unix milliseconds and ISO, and says the same", async () => {
  const at = Date.UTC(2024, 1, 29, 12, 30);
  for (const time of [
    at / 1000,
    at,
    "2024-02-29T12:30:00Z",
    "2024-02-29 12:30",
    "2024-02-29T14:30:00+02:00",
  ]) {
    const candles = await read(`${header}\n${time},10,12,9,11,5`);
    expect(candleAt(candles, 0)).toEqual({ time: at, open: 10, high: 12, low: 9, close: 11, volume: 5 });
  }
  const day = await read("date,open,high,low,close\n2024-02-29,10,12,9,11\n");
  expect(day.time[0]).toBe(Date.UTC(2024, 1, 29));
});

test("finds columns by name, in any order and case, among others, with CRLF, BOM, quotes and semicolons", async () => {
  const text =
    '\uFEFFClose;"Open";HIGH;Low;Trades;Timestamp\r\n11;10;12;9;x;1709209800\r\n\r\n12;11;13;10;y;1709209860\r\n';
  const candles = await read(text);
  expect(candles.length).toBe(2);
  expect(candleAt(candles, 1)).toEqual({
    time: 1_709_209_860_000,
    open: 11,
    high: 13,
    low: 10,
    close: 12,
    volume: 0,
  });
});

test.each([
  ["an empty file", "", "The file has no candles: a header and at least one row are needed."],
  ["a header alone", `${header}\n`, "The file has no candles: a header and at least one row are needed."],
  [
    "a missing column",
    "time,open,high,close\n",
    "Row 1: the column low is missing. The first row must name the columns; it says: time, open, high, close.",
  ],
  ["no header", "1709209800,1,2,1,2,3\n", /^Row 1: the column time \(or date, or timestamp\) is missing/],
  [
    "a column named twice",
    "time,date,open,high,low,close\n",
    "Row 1: the column time is named twice (time and date).",
  ],
  [
    "a word for a number",
    `${header}\n1,1,2,1,2,3\n2,1,two,1,2,3`,
    'Row 3, column high: "two" is not a number.',
  ],
  ["NaN", `${header}\n1,NaN,2,1,2,3`, 'Row 2, column open: "NaN" is not a number.'],
  ["an empty cell", `${header}\n1,1,2,1,,3`, "Row 2, column close: the cell is empty."],
  ["low above high", `${header}\n1,1,1,2,1,3`, "Row 2, column low: low 2 is above high 1."],
  [
    "a close outside its bar",
    `Time,Open,High,Low,CLOSE\n1,1,2,1,3`,
    "Row 2, column CLOSE: close 3 is outside low 1 to high 2.",
  ],
  [
    "unsorted rows",
    `${header}\n20,1,2,1,2,3\n10,1,2,1,2,3`,
    "Row 3, column time: time 10000 is before the row above it (20000).",
  ],
  [
    "the same time twice",
    `${header}\n10,1,2,1,2,3\n10,1,2,1,2,3`,
    "Row 3, column time: time 10000 appears twice.",
  ],
  ["a negative volume", `${header}\n10,1,2,1,2,-3`, "Row 2, column volume: volume -3 is negative."],
  ["a zero price", `${header}\n10,1,2,0,2,3`, "Row 2, column low: low 0 is not above zero."],
  [
    "a day that does not exist",
    `${header}\n2023-02-30,1,2,1,2,3`,
    'Row 2, column time: "2023-02-30" is not a date or a Unix time in seconds or milliseconds.',
  ],
  [
    "microseconds",
    `${header}\n1709209800000000,1,2,1,2,3`,
    /Row 2, column time: "1709209800000000" is not a date/,
  ],
  ["a short row", `${header}\n10,1,2,1`, "Row 2 has 4 cells, but the header names 6."],
  ["an open quote", `${header}\n10,1,"2,1,2,3`, /^Row \d cannot be read as CSV/],
])("%s is refused by row and column", async (_, text, message) => {
  const error = await read(text).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(AppError);
  expect(error).toHaveProperty("code", "invalid_input");
  const said = error instanceof AppError ? error.message : "";
  if (typeof message === "string") expect(said).toBe(message);
  else expect(said).toMatch(message);
});

test.each([
  ["a picture", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13)],
  ["bytes that are not UTF-8", Uint8Array.of(0xff, 0xfe, 0x41, 0x0a)],
])("%s is not a text file", async (_, bytes) => {
  await expect(read(bytes)).rejects.toThrow("This is not a text file. Export the candles as CSV in UTF-8.");
});

test("a file beyond the byte limit is refused while it arrives, without reading on", async () => {
  let sent = 0;
  const endless = async function* (): AsyncGenerator<Uint8Array> {
    yield encoder.encode(`${header}\n`);
    for (;;) {
      sent++;
      yield encoder.encode(`${sent},1,2,1,2,3\n`.repeat(1));
    }
  };
  const error = await parseCandlesCsv(endless(), { maxBytes: 50_000, maxRows: 1e9 }).catch(
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code: "too_large", details: { reason: "csv_too_large" } });
  expect(sent).toBeLessThan(5000);
});

test("more rows than allowed are refused", async () => {
  const rows = Array.from({ length: 20 }, (_, index) => `${index + 1},1,2,1,2,3`).join("\n");
  const chunks = [encoder.encode(`${header}\n${rows}`)];
  await expect(parseCandlesCsv(chunks, { maxBytes: 1e6, maxRows: 10 })).rejects.toThrow(
    "The file has more than 10 candles.",
  );
});
