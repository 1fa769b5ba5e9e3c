import { enterLong, pursueExit, requestExit } from "./orders.ts";
import type { Run } from "./run.ts";
import { SIGNAL } from "./strategy.ts";
import { EXIT_REASONS } from "./trade-columns.ts";

const BY_SIGNAL = EXIT_REASONS.indexOf("signal");

/**
 * The bar at `run.time` has closed at `run.close` and the strategy said `signal`. `isLate`: the bar was missed and is
 * caught up on, so its price is gone: positions may still be closed, none is opened.
 */
export function closeBar(run: Run, signal: number, isLate: boolean): void {
  run.bars++;
  if (run.isExitWanted) pursueExit(run);
  if (signal === SIGNAL.enterLong) {
    if (isLate) run.outbox.deny("STALE_PRICE");
    else enterLong(run);
  } else if (signal === SIGNAL.exitLong) {
    requestExit(run, BY_SIGNAL, 0);
  }
}
