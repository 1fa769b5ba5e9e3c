export { datasetCandles } from "./dataset-candles.ts";
export { deleteDataset } from "./delete-dataset.ts";
export { importCandles } from "./import-candles.ts";
export { listDatasets } from "./list-datasets.ts";
export { loadDataset } from "./load-dataset.ts";
export { marketCandles } from "./market-candles.ts";
export { mergeCandles } from "./merge-candles.ts";
export { parseCandlesCsv } from "./parse-candles-csv.ts";
export { countDatasets, findDataset } from "./store.ts";
