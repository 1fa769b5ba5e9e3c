import { receiveDataset } from "#server/rest/receive-dataset.ts";

export { receiveDataset as POST };
