/** Time as a port. `sleep` ends early, quietly, when the signal aborts. */
export interface Clock {
  now(): Date;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  sleep(ms, signal) {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      signal?.addEventListener("abort", done, { once: true });
      function done() {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      }
    });
  },
};

/** How far a clock is ahead of this machine's, in seconds: for libraries that ask the machine. */
export const clockSkewSeconds = (clock: Clock): number =>
  Math.round((clock.now().getTime() - Date.now()) / 1000);

export interface ManualClock extends Clock {
  /** Moves time forward and wakes every sleeper whose hour has come. */
  advance(ms: number): void;
}

/** A clock that stands still until it is told otherwise: for tests and rehearsals. */
export function manualClock(start: Date): ManualClock {
  let now = start.getTime();
  const sleepers = new Set<{ at: number; wake: () => void }>();
  return {
    now: () => new Date(now),
    sleep(ms, signal) {
      if (signal?.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const sleeper = { at: now + ms, wake };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", wake, { once: true });
        function wake() {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", wake);
          resolve();
        }
      });
    },
    advance(ms) {
      now += ms;
      for (const sleeper of [...sleepers]) if (sleeper.at <= now) sleeper.wake();
    },
  };
}

/** The system's clock, or one that the parent process moves by sending `{ advanceMs }`: for rehearsals in a browser. */
export function openClock(isManual: boolean): Clock {
  if (!isManual) return systemClock;
  const clock = manualClock(new Date());
  process.on("message", (message) => {
    if (typeof message === "object" && message !== null && "advanceMs" in message) {
      clock.advance(Number(message.advanceMs));
    }
  });
  return clock;
}
