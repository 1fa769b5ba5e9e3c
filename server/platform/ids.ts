import { monotonicFactory } from "ulid";

const next = monotonicFactory();

/** A lower-case ULID made at `now`; ids made in the same millisecond still sort in the order they were made. */
export const newId = (now: Date): string => next(now.getTime()).toLowerCase();
