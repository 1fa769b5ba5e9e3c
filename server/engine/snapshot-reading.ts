import { EngineError } from "./engine-error.ts";

/** Plain JSON that survives `JSON.parse(JSON.stringify(x))` unchanged: finite numbers, strings, arrays, objects. */
export type SnapshotValue = number | string | boolean | null | readonly number[] | Snapshot;
export interface Snapshot {
  readonly [key: string]: SnapshotValue;
}

function fail(key: string): never {
  throw new EngineError("invalid_snapshot", key, `The saved state has no usable "${key}"`);
}

export function readNumber(saved: Snapshot, key: string): number {
  const value = saved[key];
  return typeof value === "number" && Number.isFinite(value) ? value : fail(key);
}

export function readText(saved: Snapshot, key: string): string {
  const value = saved[key];
  return typeof value === "string" ? value : fail(key);
}

export function readBoolean(saved: Snapshot, key: string): boolean {
  const value = saved[key];
  return typeof value === "boolean" ? value : fail(key);
}

export function readNumbers(saved: Snapshot, key: string, length: number): readonly number[] {
  const value = saved[key];
  return isNumbers(value) && value.length === length ? value : fail(key);
}

export function readSnapshot(saved: Snapshot, key: string): Snapshot {
  const value = saved[key];
  return isSnapshot(value) ? value : fail(key);
}

function isNumbers(value: SnapshotValue | undefined): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number" && Number.isFinite(item));
}

function isSnapshot(value: SnapshotValue | undefined): value is Snapshot {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
