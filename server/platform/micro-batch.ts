interface MicroBatchOptions<Item, Result> {
  /** Writes all of them durably, in one statement, or throws and has written none. @returns a result an item, in order */
  write(items: readonly Item[]): Promise<readonly Result[]>;
  maxItems: number;
  /** How many writes are under way at once. Default 1. */
  lanes?: number;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Group commit: who comes while a write is under way shares the next one. Nobody waits for company, and each hears only
 * after its own is committed. When a write fails, each of its items is tried alone, so that one that cannot be
 * written refuses no other.
 */
export function microBatch<Item, Result>({ write, maxItems, lanes = 1 }: MicroBatchOptions<Item, Result>) {
  const waiting: Waiting<Item, Result>[] = [];
  let busy = 0;

  async function drain(): Promise<void> {
    busy += 1;
    try {
      while (waiting.length > 0) await commit(waiting.splice(0, maxItems));
    } finally {
      busy -= 1;
    }
  }

  async function commit(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await write(batch.map(({ item }) => item));
      if (results.length !== batch.length) throw new Error("A micro-batch needs one result an item.");
      for (const [index, result] of results.entries()) batch[index]?.resolve(result);
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      else await Promise.all(batch.map((one) => commit([one])));
    }
  }

  return (item: Item): Promise<Result> =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      // Whoever comes in the same turn of the event loop comes along.
      if (busy < lanes) setImmediate(() => busy < lanes && waiting.length > 0 && drain());
    });
}
