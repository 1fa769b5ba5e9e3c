import { type Permission, ROLE_PERMISSIONS } from "#server/kernel/permission.ts";
import type { Inputs } from "../trpc/outputs.ts";

/** What a key can be given: everything but handing the workspace over. */
export type Scope = Inputs["keys"]["create"]["scopes"][number];
export type Preset = "read" | "trading" | "full";

export const PRESETS: readonly { value: Preset; label: string }[] = [
  { value: "read", label: "Read only" },
  { value: "trading", label: "Trading" },
  { value: "full", label: "Full access" },
];

export const isScope = (permission: Permission | null): permission is Scope =>
  permission !== null && permission !== "ownership:write";

/** A preset as far as the maker may do the same. */
export function presetScopes(preset: Preset, own: readonly Permission[]): Scope[] {
  const scopes = own.filter(isScope);
  switch (preset) {
    case "read":
      return scopes.filter((scope) => scope.endsWith(":read"));
    case "trading":
      return scopes.filter((scope) => ROLE_PERMISSIONS.trader.includes(scope));
    case "full":
      return scopes;
    default:
      return preset satisfies never;
  }
}

/** Which preset these scopes are; null for a choice of one's own. */
export function presetOf(scopes: readonly string[], own: readonly Permission[]): Preset | null {
  const chosen = keyOf(scopes);
  return PRESETS.find(({ value }) => keyOf(presetScopes(value, own)) === chosen)?.value ?? null;
}

/** For the list: the preset's name, or how much was chosen. */
export function scopesText(scopes: readonly string[], own: readonly Permission[]): string {
  const preset = presetOf(scopes, own);
  const named = PRESETS.find(({ value }) => value === preset);
  if (named) return named.label;
  return scopes.length === 1 ? "1 permission" : `${scopes.length} permissions`;
}

const keyOf = (scopes: readonly string[]): string => scopes.toSorted().join(" ");
