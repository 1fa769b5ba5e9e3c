import { notFound } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { DatasetId } from "./schema.ts";
import { findDataset, deleteDataset as removeDataset } from "./store.ts";

/** Backtests made from it keep their reports. */
export const deleteDataset = command({
  verb: "dataset.delete",
  permission: "data:write",
  input: DatasetId,
  output: DatasetId,
  async run({ ctx, input }) {
    const before = await findDataset(ctx.db, input.datasetId);
    if (!before || !(await removeDataset(ctx.db, input.datasetId))) throw notFound("This data");
    return { value: input, audit: { entityId: input.datasetId, before } };
  },
});
