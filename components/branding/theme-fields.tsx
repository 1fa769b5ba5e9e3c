"use client";

import type { Theme } from "#server/modules/branding/schema.ts";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { SegmentedControl } from "../ui/segmented-control.tsx";
import { Select } from "../ui/select.tsx";
import { AccentField } from "./accent-field.tsx";
import { FONT_OPTIONS, RADIUS_OPTIONS, SCHEME_OPTIONS } from "./theme-choices.ts";

interface ThemeFieldsProps {
  companyName: string;
  onCompanyName: (name: string) => void;
  theme: Theme;
  onTheme: (theme: Theme) => void;
  /** Messages by input path, e.g. `theme.accent`. */
  errors: Record<string, string>;
  isDisabled: boolean;
}

export function ThemeFields({
  companyName,
  onCompanyName,
  theme,
  onTheme,
  errors,
  isDisabled,
}: ThemeFieldsProps) {
  return (
    <fieldset disabled={isDisabled} className="grid grid-cols-1 gap-5">
      <Field label="Company name" error={errors.companyName}>
        {(control) => (
          <Input
            {...control}
            value={companyName}
            maxLength={80}
            required
            onChange={(event) => onCompanyName(event.target.value)}
          />
        )}
      </Field>
      <AccentField
        value={theme.accent}
        onChange={(accent) => onTheme({ ...theme, accent })}
        error={errors["theme.accent"]}
        isDisabled={isDisabled}
      />
      <Field label="Typeface" error={errors["theme.font"]}>
        {(control) => (
          <Select
            {...control}
            value={theme.font}
            options={FONT_OPTIONS}
            onChange={(event) => {
              const chosen = FONT_OPTIONS.find(({ value }) => value === event.target.value);
              if (chosen) onTheme({ ...theme, font: chosen.value });
            }}
          />
        )}
      </Field>
      <div className="grid gap-5 sm:grid-cols-2">
        <div className="grid justify-items-start gap-1.5">
          <span className="text-[0.8125rem] font-medium">Corners</span>
          <SegmentedControl
            label="Corners"
            name="radius"
            segments={RADIUS_OPTIONS}
            value={theme.radius}
            onChange={(radius) => onTheme({ ...theme, radius })}
          />
        </div>
        <div className="grid justify-items-start gap-1.5">
          <span className="text-[0.8125rem] font-medium">Appearance until someone chooses</span>
          <SegmentedControl
            label="Appearance until someone chooses"
            name="colorScheme"
            segments={SCHEME_OPTIONS}
            value={theme.colorScheme}
            onChange={(colorScheme) => onTheme({ ...theme, colorScheme })}
          />
        </div>
      </div>
    </fieldset>
  );
}
