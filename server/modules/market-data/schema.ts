import { z } from "zod";
import { Timeframe } from "../venues/schema.ts";

export const MAX_UPLOAD_BYTES = 50_000_000;
export const MAX_DATASET_BARS = 500_000;

export const DatasetName = z.string().trim().min(1, "Name the data.").max(80, "Use at most 80 characters.");

export const ImportCandlesInput = z.strictObject({
  name: DatasetName,
  /** The bytes of a CSV file as they arrive. */
  csv: z.custom<AsyncIterable<Uint8Array>>(
    (value) => typeof value === "object" && value !== null && Symbol.asyncIterator in value,
    "Send a CSV file.",
  ),
});

export const DatasetId = z.strictObject({ datasetId: z.string().min(1).max(64) });
export const ListDatasetsInput = z.strictObject({});

export const Dataset = z.object({
  id: z.string(),
  name: z.string(),
  bars: z.number().int(),
  /** The usual distance between bars; gaps do not change it. */
  timeframeMs: z.number(),
  firstTime: z.iso.datetime(),
  lastTime: z.iso.datetime(),
  createdAt: z.iso.datetime(),
});
export type Dataset = z.output<typeof Dataset>;

export const Datasets = z.array(Dataset);

export const DatasetCandlesInput = z.strictObject({
  datasetId: z.string().min(1).max(64),
  /** More bars than this are merged: first open, highest high, lowest low, last close, summed volume. */
  maxBars: z.number().int().min(10).max(5_000).default(1_500),
});

export const MarketCandlesInput = z.strictObject({
  /** `BASE-QUOTE`. */
  market: z.string().min(1).max(40),
  timeframe: Timeframe,
  bars: z.number().int().min(1).max(5_000).default(500),
});

/** Columns of the same length; `time` in Unix ms of the bar's open. */
export const CandleColumns = z.object({
  time: z.array(z.number()),
  open: z.array(z.number()),
  high: z.array(z.number()),
  low: z.array(z.number()),
  close: z.array(z.number()),
  volume: z.array(z.number()),
  /** How many original bars stand behind each of these. */
  barsPerCandle: z.number().int(),
});
export type CandleColumns = z.output<typeof CandleColumns>;
