import type { Inputs } from "../trpc/outputs.ts";

/** What the person chose, as the form holds it: empty is any. Days are `YYYY-MM-DD`, UTC, both included. */
export interface AuditChoice {
  noun: string;
  userId: string;
  from: string;
  to: string;
}

export const ANY: AuditChoice = { noun: "", userId: "", from: "", to: "" };

type Filter = Omit<NonNullable<Inputs["audit"]["list"]>, "cursor" | "limit">;

export function filterOf({ noun, userId, from, to }: AuditChoice): Filter {
  return {
    ...(noun && { verb: `${noun}.` }),
    ...(userId && { userId }),
    ...(from && { from: `${from}T00:00:00Z` }),
    ...(to && { to: dayAfter(to) }),
  };
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString();
}

/** Where the same rows can be downloaded. */
export function exportPath(choice: AuditChoice, format: "csv" | "json"): string {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(filterOf(choice))) query.set(name, String(value));
  return `/api/audit/export?${query}`;
}
