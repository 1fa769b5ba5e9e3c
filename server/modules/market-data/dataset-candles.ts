import { query } from "#server/kernel/verb.ts";
import { loadDataset } from "./load-dataset.ts";
import { mergeCandles } from "./merge-candles.ts";
import { CandleColumns, DatasetCandlesInput } from "./schema.ts";

export const datasetCandles = query({
  verb: "dataset.candles",
  permission: "data:read",
  input: DatasetCandlesInput,
  output: CandleColumns,
  run: async ({ ctx, input }) => mergeCandles(await loadDataset(ctx.db, input.datasetId), input.maxBars),
});
