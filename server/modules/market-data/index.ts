export { type CsvLimits, parseCandlesCsv } from "./parse-candles-csv.ts";
