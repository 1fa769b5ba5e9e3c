import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { Entity } from "./store.ts";

/** `null` means removed. */
export type Change = [kind: string, id: string, entity: Entity | null];

export interface Journal {
  load(): Change[];
  append(changes: Change[]): void;
  /** Replaces everything so far by the state it amounts to. */
  compact(state: Change[]): void;
  close(): void;
}

export function memoryJournal(): Journal {
  return { load: () => [], append: () => {}, compact: () => {}, close: () => {} };
}

interface Line {
  seq: number;
  changes: Change[];
}

/**
 * An append-only log beside a snapshot. A line is written before its answer leaves, so a killed process loses
 * nothing it has answered; a line torn by the kill was never answered and is cut off on the next start.
 */
export function fileJournal(directory: string): Journal {
  mkdirSync(directory, { recursive: true });
  const snapshotPath = join(directory, "snapshot.json");
  const logPath = join(directory, "journal.ndjson");
  const log = openSync(logPath, "a+");
  let seq = 0;

  return {
    load() {
      const snapshot: Line = existsSync(snapshotPath)
        ? JSON.parse(readFileSync(snapshotPath, "utf8"))
        : { seq: 0, changes: [] };
      const text = readFileSync(logPath, "utf8");
      const whole = text.slice(0, text.lastIndexOf("\n") + 1);
      if (whole.length < text.length) ftruncateSync(log, Buffer.byteLength(whole));
      const lines = whole.split("\n").filter(Boolean).map(parseLine);
      seq = Math.max(snapshot.seq, lines.at(-1)?.seq ?? 0);
      return [snapshot, ...lines.filter((line) => line.seq > snapshot.seq)].flatMap((line) => line.changes);
    },
    append(changes) {
      seq += 1;
      writeSync(log, `${JSON.stringify({ seq, changes } satisfies Line)}\n`);
      fsyncSync(log);
    },
    compact(state) {
      const next = `${snapshotPath}.next`;
      writeFileSync(next, JSON.stringify({ seq, changes: state } satisfies Line), { flush: true });
      renameSync(next, snapshotPath);
      ftruncateSync(log, 0);
    },
    close: () => closeSync(log),
  };
}

const parseLine = (line: string): Line => JSON.parse(line);
