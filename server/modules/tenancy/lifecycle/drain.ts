/** Longer than any request or transaction that began before the doors of a workspace were shut. */
export const DRAIN_MS = 60_000;
