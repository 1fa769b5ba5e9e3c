import type { ComponentPropsWithRef, ReactNode } from "react";

interface CheckboxProps extends Omit<ComponentPropsWithRef<"input">, "className" | "type" | "children"> {
  children: ReactNode;
}

export function Checkbox({ children, ...rest }: CheckboxProps) {
  return (
    <label className="flex items-start gap-2.5 py-1 text-sm has-disabled:opacity-60">
      <input {...rest} type="checkbox" className="mt-0.5 size-4 shrink-0 accent-accent-text" />
      <span>{children}</span>
    </label>
  );
}
