type Json = Record<string, unknown>;

const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What `previous_attributes` of an `*.updated` event holds: the old values of the fields that changed. */
export function previousAttributes(before: object, after: object): Json {
  const next = new Map<string, unknown>(Object.entries(after));
  const changed: Json = {};
  for (const [name, old] of Object.entries(before)) {
    const value = next.get(name);
    if (JSON.stringify(old) === JSON.stringify(value)) continue;
    changed[name] = isRecord(old) && isRecord(value) ? previousAttributes(old, value) : old;
  }
  for (const name of next.keys()) if (!(name in before)) changed[name] = null;
  return changed;
}

/** Stripe's merge: a key set to `""` goes away, `null` (the whole set to `""`) clears all. */
export function mergeMetadata(
  old: Record<string, string>,
  patch: Record<string, string> | null | undefined,
): Record<string, string> {
  if (patch === null) return {};
  return Object.fromEntries(Object.entries({ ...old, ...patch }).filter(([, value]) => value !== ""));
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The fields that were given: `undefined` means "not sent", and never overwrites. Guarantee: none is undefined. */
export function given<T extends object>(params: T): Defined<T> {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined)) as Defined<T>;
}
