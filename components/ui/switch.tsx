import type { ComponentPropsWithRef, ReactNode } from "react";

interface SwitchProps
  extends Omit<ComponentPropsWithRef<"input">, "className" | "type" | "role" | "children"> {
  children: ReactNode;
  hint?: ReactNode;
}

export function Switch({ children, hint, ...rest }: SwitchProps) {
  return (
    <label className="flex items-start justify-between gap-4 py-1 text-sm has-disabled:opacity-60">
      <span>
        <span className="font-medium">{children}</span>
        {hint && <span className="block text-[0.8125rem] text-muted">{hint}</span>}
      </span>
      <input
        {...rest}
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox reports its own checked state.
        role="switch"
        className="relative h-5.5 w-10 shrink-0 appearance-none rounded-full border border-border-strong bg-sunken transition-colors before:absolute before:top-0.5 before:left-0.5 before:size-4 before:rounded-full before:bg-border-strong before:transition-transform checked:border-accent-text checked:bg-accent-text checked:before:translate-x-4.5 checked:before:bg-surface"
      />
    </label>
  );
}
