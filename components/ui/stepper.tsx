"use client";

import { Minus, Plus } from "lucide-react";
import { Button } from "./button.tsx";
import { Input } from "./input.tsx";

interface StepperProps {
  /** What is counted, for those who do not see it. */
  label: string;
  value: number;
  min: number;
  max: number;
  disabled?: boolean;
  onChange: (value: number) => void;
}

/** A small whole number, by steps or typed. What is typed beyond its bounds becomes the nearest there is. */
export function Stepper({ label, value, min, max, disabled, onChange }: StepperProps) {
  const set = (wanted: number) => onChange(Math.min(max, Math.max(min, Math.trunc(wanted) || 0)));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would lay out as a block of its own.
    <div role="group" aria-label={label} className="inline-flex items-center gap-1.5">
      <Button isIcon aria-label="Fewer" disabled={disabled || value <= min} onClick={() => set(value - 1)}>
        <Minus aria-hidden />
      </Button>
      <span className="w-16 [&_input]:text-center">
        <Input
          type="text"
          inputMode="numeric"
          isNumeric
          aria-label={`${label}, quantity`}
          disabled={disabled}
          value={value}
          onChange={(event) => set(Number(event.target.value.replaceAll(/\D/g, "")))}
        />
      </span>
      <Button isIcon aria-label="More" disabled={disabled || value >= max} onClick={() => set(value + 1)}>
        <Plus aria-hidden />
      </Button>
    </div>
  );
}
