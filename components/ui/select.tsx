import { ChevronDown } from "lucide-react";
import type { ComponentPropsWithRef } from "react";

interface SelectProps extends Omit<ComponentPropsWithRef<"select">, "className" | "children"> {
  options: readonly { value: string; label: string; disabled?: boolean }[];
  /** First, unselectable entry while nothing is chosen. */
  placeholder?: string;
}

/** The platform's own list: typed search, arrow keys and the phone's picker come with it. */
export function Select({ options, placeholder, ...rest }: SelectProps) {
  return (
    <span className="relative block">
      <select {...rest} className="field-box appearance-none pr-9!">
        {placeholder && (
          <option value="" disabled>
            {placeholder}
          </option>
        )}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        className="pointer-events-none absolute inset-y-0 right-3 my-auto size-4 text-muted"
        aria-hidden
      />
    </span>
  );
}
