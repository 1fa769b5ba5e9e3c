import { query } from "#server/kernel/verb.ts";
import { Datasets, ListDatasetsInput } from "./schema.ts";
import { listDatasets as readDatasets } from "./store.ts";

export const listDatasets = query({
  verb: "dataset.list",
  permission: "data:read",
  input: ListDatasetsInput,
  output: Datasets,
  run: ({ ctx }) => readDatasets(ctx.db),
});
