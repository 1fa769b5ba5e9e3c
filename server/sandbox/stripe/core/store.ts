import type { Change, Journal } from "./journal.ts";

export interface Entity {
  readonly id: string;
}

/** Names where entities of one shape are kept; `shape` exists for the type checker only. */
export interface Collection<T extends Entity> {
  readonly kind: string;
  readonly shape?: T;
}

export function collection<T extends Entity>(kind: string): Collection<T> {
  return { kind };
}

export interface Reader {
  get<T extends Entity>(from: Collection<T>, id: string): T | undefined;
  /** In the order they were first put. */
  all<T extends Entity>(from: Collection<T>): T[];
}

export interface Writer extends Reader {
  /** Entities are values: put a changed copy, never change one in place. */
  put<T extends Entity>(into: Collection<T>, entity: T): T;
  remove(from: Collection<Entity>, id: string): void;
  /** What `work` would answer: it runs for real, then every one of its writes is taken back. */
  rehearse<T>(work: () => T): T;
}

export interface Store extends Reader {
  /** All of `work`'s writes are kept and journalled, or, when it throws, none is. */
  transact<T>(work: (writer: Writer) => T): T;
  close(): void;
}

type Table = Map<string, Entity>;

export function openStore(journal: Journal): Store {
  const tables = new Map<string, Table>();
  const tableOf = (kind: string): Table => {
    const table = tables.get(kind) ?? new Map<string, Entity>();
    tables.set(kind, table);
    return table;
  };
  const set = (kind: string, id: string, entity: Entity | null | undefined): void => {
    if (entity) tableOf(kind).set(id, entity);
    else tableOf(kind).delete(id);
  };
  for (const [kind, id, entity] of journal.load()) set(kind, id, entity);
  journal.compact([...tables].flatMap(changesOf));

  const reader: Reader = {
    get: (from, id) => inShape(from, tables.get(from.kind)?.get(id)),
    all: (from) => inShape(from, [...(tables.get(from.kind)?.values() ?? [])]),
  };

  return {
    ...reader,
    transact(work) {
      const before: Change[] = [];
      const changes: Change[] = [];
      const write = (kind: string, id: string, entity: Entity | null) => {
        before.push([kind, id, tableOf(kind).get(id) ?? null]);
        changes.push([kind, id, entity]);
        set(kind, id, entity);
      };
      const undoTo = (length: number) => {
        for (const [kind, id, entity] of before.splice(length).reverse()) set(kind, id, entity);
        changes.splice(length);
      };
      try {
        const result = work({
          ...reader,
          put(into, entity) {
            write(into.kind, entity.id, entity);
            return entity;
          },
          remove: (from, id) => write(from.kind, id, null),
          rehearse(rehearsed) {
            const length = changes.length;
            try {
              return rehearsed();
            } finally {
              undoTo(length);
            }
          },
        });
        if (changes.length > 0) journal.append(changes);
        return result;
      } catch (error) {
        undoTo(0);
        throw error;
      }
    },
    close: () => journal.close(),
  };
}

const changesOf = ([kind, table]: [string, Table]): Change[] =>
  [...table].map(([id, entity]): Change => [kind, id, entity]);

/** Guarantee: only `put` writes into a collection, and it takes the collection's own shape. */
function inShape<T extends Entity>(from: Collection<T>, found: Entity[]): T[];
function inShape<T extends Entity>(from: Collection<T>, found: Entity | undefined): T | undefined;
function inShape(_from: unknown, found: unknown): unknown {
  return found;
}
