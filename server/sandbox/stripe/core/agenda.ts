import { testClocks } from "./collections.ts";
import type { Resource, Timer } from "./operation.ts";
import { timeOf } from "./test-clocks.ts";
import type { World } from "./world.ts";

const MAX_STEPS = 100_000;

/** Everything that happens by itself: renewals, trial ends, expiries. Fired in the order of their moments. */
export function createAgenda(world: World, resources: readonly Resource[]) {
  const now = () => Math.floor(world.nowMs() / 1000);

  function* timers(): Iterable<Timer> {
    for (const resource of resources) yield* resource.timers?.(world.store) ?? [];
  }

  const isDue = ({ at, clock }: Timer): boolean => {
    const own = clock ? world.store.get(testClocks, clock) : undefined;
    return at <= (own ? timeOf(own) : now());
  };

  const nextDue = (): Timer | undefined => {
    let soonest: Timer | undefined;
    for (const timer of timers()) if ((!soonest || timer.at < soonest.at) && isDue(timer)) soonest = timer;
    return soonest;
  };

  /** Fires every timer that is due; a fired timer must change the state so that it is not due again. */
  function fireDue(): number {
    for (let fired = 0; fired < MAX_STEPS; fired += 1) {
      const timer = nextDue();
      if (!timer) return fired;
      world.transact((tx) => timer.run(tx), undefined, timer.at);
    }
    throw new Error(`More than ${MAX_STEPS} timers fired at once: one of them never settles.`);
  }

  /** When to look again; what goes by a test clock moves only with it. */
  function nextAt(): number | undefined {
    let soonest: number | undefined;
    for (const timer of timers()) {
      if (isDue(timer)) return 0;
      if (!timer.clock) soonest = Math.min(soonest ?? Infinity, timer.at);
    }
    return soonest;
  }

  return { fireDue, nextAt };
}
