import type { Resource, Timer } from "./operation.ts";
import type { World } from "./world.ts";

const MAX_STEPS = 100_000;

/** Everything that happens by itself: renewals, trial ends, expiries. Fired in the order of their moments. */
export function createAgenda(world: World, resources: readonly Resource[]) {
  const next = (): Timer | undefined => {
    let soonest: Timer | undefined;
    for (const resource of resources) {
      for (const timer of resource.timers?.(world.store) ?? []) {
        if (!soonest || timer.at < soonest.at) soonest = timer;
      }
    }
    return soonest;
  };

  /** Fires every timer up to now; a fired timer must change the state so that it is not due again. */
  function fireDue(): number {
    const limit = Math.floor(world.nowMs() / 1000);
    for (let fired = 0; fired < MAX_STEPS; fired += 1) {
      const timer = next();
      if (!timer || timer.at > limit) return fired;
      world.transact((tx) => timer.run(tx), undefined, timer.at);
    }
    throw new Error(`More than ${MAX_STEPS} timers fired at once: one of them never settles.`);
  }

  return { fireDue, nextAt: () => next()?.at };
}
