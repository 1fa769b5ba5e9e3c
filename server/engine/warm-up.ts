import type { Candles } from "./candles.ts";
import { at } from "./columns.ts";
import type { Run } from "./run.ts";
import { CHUNK_BARS, SignalList } from "./strategy.ts";

/** Shows a fresh run the candles from before its start: the strategy learns from them and trades none of them. */
export function warmUpRun(run: Run, candles: Candles): void {
  const ignored = new SignalList();
  for (let from = 0; from < candles.length; from += CHUNK_BARS) {
    ignored.length = 0;
    run.machine.advance(candles, from, Math.min(candles.length, from + CHUNK_BARS), ignored);
  }
  if (candles.length === 0) return;
  run.time = at(candles.time, candles.length - 1);
  run.close = at(candles.close, candles.length - 1);
}
