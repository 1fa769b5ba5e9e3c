import { setImmediate, setTimeout } from "node:timers/promises";
import type { createAgenda } from "../core/agenda.ts";
import type { WallClock, World } from "../core/world.ts";
import type { createCourier } from "./courier.ts";

interface PumpOptions {
  world: World;
  clock: WallClock;
  agenda: ReturnType<typeof createAgenda>;
  courier: ReturnType<typeof createCourier>;
  isSelfDriven: boolean;
  onError(error: unknown): void;
}

const MAX_WAIT_MS = 3_600_000;

/** Makes time-driven work happen: at once when asked by `settle`, or by itself when its moment comes. */
export function createPump({ world, clock, agenda, courier, isSelfDriven, onError }: PumpOptions) {
  let waiting = new AbortController();
  let turn: Promise<unknown> = Promise.resolve();
  let isStopped = false;

  async function settle(): Promise<number> {
    let attempts = 0;
    for (;;) {
      const fired = agenda.fireDue();
      const delivered = await courier.deliverDue();
      attempts += delivered;
      if (fired === 0 && delivered === 0) return attempts;
    }
  }

  function wake(): void {
    if (!isSelfDriven || isStopped) return;
    waiting.abort();
    waiting = new AbortController();
    const { signal } = waiting;
    const ms = Math.min(waitMs(), MAX_WAIT_MS);
    (ms > 0 ? clock.sleep(ms, signal) : setImmediate()).then(() => signal.aborted || run());
  }

  function waitMs(): number {
    const nextTimer = agenda.nextAt();
    const untilTimer = nextTimer === undefined ? Infinity : nextTimer * 1000 - world.nowMs();
    const untilDelivery = (courier.nextDueAt() ?? Infinity) - world.wallNowMs();
    return Math.max(0, Math.min(untilTimer, untilDelivery));
  }

  function run(): void {
    turn = turn.then(settle).catch(onError).finally(wake);
  }

  return {
    settle,
    wake,
    sleep: (ms: number): Promise<void> => (ms > 0 ? setTimeout(ms) : Promise.resolve()),
    async stop(): Promise<void> {
      isStopped = true;
      waiting.abort();
      await turn;
    },
  };
}
