import { inferTimeframeMs, measurePeriod } from "#server/engine/index.ts";
import { command } from "#server/kernel/verb.ts";
import { withinLimit } from "../entitlements/index.ts";
import { packCandles } from "./candle-bytes.ts";
import { parseCandlesCsv } from "./parse-candles-csv.ts";
import { Dataset, ImportCandlesInput, MAX_DATASET_BARS, MAX_UPLOAD_BYTES } from "./schema.ts";
import { countDatasets, insertDataset } from "./store.ts";

/** A CSV file becomes a dataset, or an error that names its row and column; never half of it. */
export const importCandles = command({
  verb: "dataset.import",
  permission: "data:write",
  input: ImportCandlesInput,
  output: Dataset,
  async prepare({ input }) {
    const candles = await parseCandlesCsv(input.csv, {
      maxBytes: MAX_UPLOAD_BYTES,
      maxRows: MAX_DATASET_BARS,
    });
    const { from, to, bars } = measurePeriod(candles);
    return { from, to, bars, timeframeMs: inferTimeframeMs(candles), columns: packCandles(candles) };
  },
  async run({ ctx, input, prepared: { from, to, bars, timeframeMs, columns } }) {
    const dataset = await withinLimit(
      ctx,
      "data_sets",
      () => countDatasets(ctx.db),
      () =>
        insertDataset(ctx.db, {
          id: ctx.newId(),
          name: input.name,
          bars,
          timeframeMs,
          firstTime: new Date(from),
          lastTime: new Date(to),
          columns,
          createdAt: ctx.now(),
        }),
    );
    return { value: dataset, audit: { entityId: dataset.id, after: dataset } };
  },
});
