import { invalidRequest } from "./errors.ts";

export type FormValue = string | FormValue[] | FormFields;
export interface FormFields {
  [name: string]: FormValue;
}

interface Branch {
  [name: string]: string | Branch;
}

const MAX_DEPTH = 12;
const KEY = /^([^[\]]+)((?:\[[^[\]]*\])*)$/;

/**
 * Reads Stripe's form encoding: `a[b][c]=1`, `list[0][x]=1`, `list[]=1`.
 * Every leaf is a string; a branch whose names are all whole numbers is an array in their order.
 */
export function parseForm(encoded: string): FormFields {
  const root = newBranch();
  for (const [key, value] of new URLSearchParams(encoded)) plant(root, pathOf(key), value, key);
  return Object.fromEntries(Object.entries(root).map(([name, value]) => [name, settle(value)]));
}

function pathOf(key: string): string[] {
  const match = KEY.exec(key);
  const [, head, rest] = match ?? [];
  if (head === undefined || rest === undefined) throw invalidRequest(`Invalid parameter name: ${key}`);
  const path = [head, ...[...rest.matchAll(/\[([^[\]]*)\]/g)].map(([, name]) => name ?? "")];
  if (path.length > MAX_DEPTH) throw invalidRequest(`Parameter nested too deeply: ${key}`);
  return path;
}

function plant(root: Branch, path: string[], value: string, key: string): void {
  let branch = root;
  path.forEach((segment, depth) => {
    const name = segment === "" ? String(Object.keys(branch).length) : segment;
    const isLeaf = depth === path.length - 1;
    const present = branch[name];
    if (isLeaf) {
      if (typeof present === "object") throw invalidRequest(`Conflicting values for: ${key}`, { param: key });
      branch[name] = value;
      return;
    }
    if (typeof present === "string") throw invalidRequest(`Conflicting values for: ${key}`, { param: key });
    const next = present ?? newBranch();
    branch[name] = next;
    branch = next;
  });
}

function settle(value: string | Branch): FormValue {
  if (typeof value === "string") return value;
  const entries = Object.entries(value).map(([name, inner]): [string, FormValue] => [name, settle(inner)]);
  const isArray = entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name));
  return isArray ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

/** Without a prototype, so that no name a client sends can reach one. */
const newBranch = (): Branch => Object.create(null);
