import type { ValidCandles } from "#server/engine/index.ts";
import type { Ctx } from "#server/kernel/ctx.ts";
import { fieldError } from "#server/kernel/errors.ts";
import { findDataset, loadDataset } from "../market-data/index.ts";
import type { CandleSource } from "./schema.ts";

/**
 * The source in words, which also checks that it exists.
 * @throws AppError `invalid_input` at the field of the source that is wrong.
 */
export async function describeSource(ctx: Ctx, source: CandleSource): Promise<string> {
  switch (source.type) {
    case "dataset": {
      const dataset = await findDataset(ctx.db, source.datasetId);
      if (!dataset) throw fieldError("source.datasetId", "This data no longer exists. Choose another.");
      return dataset.name;
    }
    case "market":
      throw fieldError("source.market", `There is no market called ${source.market}.`);
    default:
      return source satisfies never;
  }
}

export async function loadCandles(ctx: Ctx, source: CandleSource): Promise<ValidCandles> {
  switch (source.type) {
    case "dataset":
      return loadDataset(ctx.db, source.datasetId);
    case "market":
      throw fieldError("source.market", `There is no market called ${source.market}.`);
    default:
      return source satisfies never;
  }
}
