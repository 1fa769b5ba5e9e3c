"use client";

import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { ACCENT_SUGGESTIONS } from "./theme-choices.ts";

interface AccentFieldProps {
  value: string;
  onChange: (hex: string) => void;
  error: string | undefined;
  isDisabled: boolean;
}

const HEX = /^#[0-9a-f]{6}$/i;

export function AccentField({ value, onChange, error, isDisabled }: AccentFieldProps) {
  return (
    <div className="grid gap-2">
      <Field
        label="Accent colour"
        error={error}
        hint="Buttons, links, charts and the focus ring. Shades for text are derived so that they stay readable."
      >
        {(control) => (
          <Input
            {...control}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            disabled={isDisabled}
            maxLength={7}
            spellCheck={false}
            prefix={
              <input
                type="color"
                aria-label="Pick the accent colour"
                value={HEX.test(value) ? value : "#000000"}
                onChange={(event) => onChange(event.target.value)}
                disabled={isDisabled}
                className="-ml-1.5 size-7 rounded-sm border-0 bg-transparent p-0"
              />
            }
          />
        )}
      </Field>
      <fieldset className="flex flex-wrap gap-1.5" disabled={isDisabled}>
        <legend className="sr-only">Suggested accents</legend>
        {ACCENT_SUGGESTIONS.map((hex) => (
          <button
            key={hex}
            type="button"
            aria-label={`Use ${hex}`}
            aria-pressed={hex === value}
            onClick={() => onChange(hex)}
            className="grid size-7 place-items-center rounded-full border border-transparent aria-pressed:border-foreground pointer-coarse:size-9"
          >
            <svg viewBox="0 0 20 20" className="size-5 pointer-coarse:size-6" aria-hidden="true">
              <circle cx="10" cy="10" r="9.5" fill={hex} className="stroke-border-strong" strokeWidth="1" />
            </svg>
          </button>
        ))}
      </fieldset>
    </div>
  );
}
