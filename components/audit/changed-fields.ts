export interface ChangedField {
  /** `theme.accent`; empty for the value as a whole. */
  path: string;
  /** As JSON; null where there was nothing. */
  before: string | null;
  after: string | null;
}

/** The leaves in which two JSON values differ, in the order they are met. */
export function changedFields(before: unknown, after: unknown, path = ""): ChangedField[] {
  if (isTree(before) || isTree(after)) {
    const left = isTree(before) ? before : {};
    const right = isTree(after) ? after : {};
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])];
    return keys.flatMap((key) => changedFields(left[key], right[key], path ? `${path}.${key}` : key));
  }
  const [was, is] = [textOf(before), textOf(after)];
  return was === is ? [] : [{ path, before: was, after: is }];
}

const isTree = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string | null =>
  value === undefined || value === null ? null : typeof value === "string" ? value : JSON.stringify(value);
