"use client";

import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Select } from "../ui/select.tsx";
import type { AuditChoice } from "./audit-filter.ts";

/** What can be changed here, by the noun that its actions begin with. */
const SUBJECTS = [
  { value: "", label: "Everything" },
  { value: "auth", label: "Signing in" },
  { value: "session", label: "Sessions" },
  { value: "security", label: "Passwords and second factors" },
  { value: "member", label: "Members" },
  { value: "invitation", label: "Invitations" },
  { value: "domain", label: "Domains" },
  { value: "sso", label: "Single sign-on" },
  { value: "key", label: "API keys" },
  { value: "tenant", label: "Workspace" },
  { value: "subscription", label: "Subscription" },
  { value: "branding", label: "Branding" },
  { value: "bot", label: "Bots" },
  { value: "backtest", label: "Backtests" },
  { value: "dataset", label: "Data" },
];

interface AuditFiltersProps {
  choice: AuditChoice;
  onChange: (choice: AuditChoice) => void;
  people: readonly { userId: string; name: string }[];
}

export function AuditFilters({ choice, onChange, people }: AuditFiltersProps) {
  const set = (part: Partial<AuditChoice>) => onChange({ ...choice, ...part });
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Field label="About">
        {(control) => (
          <Select
            {...control}
            options={SUBJECTS}
            value={choice.noun}
            onChange={(event) => set({ noun: event.target.value })}
          />
        )}
      </Field>
      <Field label="By">
        {(control) => (
          <Select
            {...control}
            options={[
              { value: "", label: "Anybody" },
              ...people.map(({ userId, name }) => ({ value: userId, label: name })),
            ]}
            value={choice.userId}
            onChange={(event) => set({ userId: event.target.value })}
          />
        )}
      </Field>
      <Field label="From (UTC)">
        {(control) => (
          <Input
            {...control}
            type="date"
            value={choice.from}
            max={choice.to || undefined}
            onChange={(event) => set({ from: event.target.value })}
          />
        )}
      </Field>
      <Field label="To (UTC)">
        {(control) => (
          <Input
            {...control}
            type="date"
            value={choice.to}
            min={choice.from || undefined}
            onChange={(event) => set({ to: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
