import type { ComponentPropsWithRef, ReactNode } from "react";
import { cx } from "./class-names.ts";

interface InputProps extends Omit<ComponentPropsWithRef<"input">, "className" | "prefix"> {
  /** Fixed text inside the box, e.g. a currency sign or a domain suffix. */
  prefix?: ReactNode;
  suffix?: ReactNode;
  /** Figures aligned in columns. */
  isNumeric?: boolean;
}

export function Input({ prefix, suffix, isNumeric, ...rest }: InputProps) {
  if (!prefix && !suffix) return <input {...rest} className={cx("field-box", isNumeric && "tabular")} />;
  return (
    <span
      className={cx(
        "field-box flex items-center gap-1 py-0! has-[:focus-visible]:border-ring has-[:focus-visible]:outline-2 has-[:focus-visible]:-outline-offset-1 has-[:focus-visible]:outline-ring",
        rest["aria-invalid"] && "border-negative!",
      )}
    >
      {prefix && <span className="shrink-0 text-muted">{prefix}</span>}
      <input
        {...rest}
        className={cx("min-w-0 grow bg-transparent py-1.5 outline-none", isNumeric && "tabular")}
      />
      {suffix && <span className="shrink-0 text-muted">{suffix}</span>}
    </span>
  );
}
