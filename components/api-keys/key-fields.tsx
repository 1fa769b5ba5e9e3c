import type { Permission } from "#server/kernel/permission.ts";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { ScopePicker } from "./scope-picker.tsx";
import type { Scope } from "./scopes.ts";

export interface KeyDraft {
  name: string;
  scopes: Scope[];
  /** As typed: one a line, or by comma. */
  addresses: string;
}

export const addressesIn = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);

interface KeyFieldsProps {
  draft: KeyDraft;
  onChange: (draft: KeyDraft) => void;
  own: readonly Permission[];
  errors: Record<string, string>;
}

/** What a key is called, may do, and may come from. */
export function KeyFields({ draft, onChange, own, errors }: KeyFieldsProps) {
  const wrongAddress = Object.keys(errors).find((path) => path.startsWith("allowedAddresses"));
  return (
    <>
      <Field label="Name" hint="What will use it, e.g. “Reporting server”." error={errors.name}>
        {(control) => (
          <Input
            {...control}
            value={draft.name}
            maxLength={60}
            autoComplete="off"
            onChange={(event) => onChange({ ...draft, name: event.target.value })}
          />
        )}
      </Field>
      <ScopePicker
        own={own}
        scopes={draft.scopes}
        onChange={(scopes) => onChange({ ...draft, scopes })}
        error={errors.scopes}
      />
      <Field
        label="Allowed addresses"
        isOptional
        hint="IP addresses or networks like 203.0.113.0/24, one a line. Empty: from anywhere."
        error={wrongAddress ? errors[wrongAddress] : undefined}
      >
        {(control) => (
          <textarea
            {...control}
            rows={2}
            className="field-box resize-y font-mono"
            value={draft.addresses}
            onChange={(event) => onChange({ ...draft, addresses: event.target.value })}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            maxLength={1400}
          />
        )}
      </Field>
    </>
  );
}
