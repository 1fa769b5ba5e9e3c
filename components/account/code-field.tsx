"use client";

import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";

interface CodeFieldProps {
  value: string;
  onChange: (code: string) => void;
  error?: string | undefined;
  /** A backup code will do as well. */
  acceptsBackup?: boolean;
}

export function CodeField({ value, onChange, error, acceptsBackup }: CodeFieldProps) {
  return (
    <Field
      label="Code"
      error={error}
      hint={acceptsBackup ? "Six digits of your app, or a backup code." : "Six digits."}
    >
      {(control) => (
        <Input
          {...control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          inputMode={acceptsBackup ? "text" : "numeric"}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={20}
          required
        />
      )}
    </Field>
  );
}
