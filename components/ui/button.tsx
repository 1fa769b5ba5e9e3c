import type { ComponentPropsWithRef, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style.ts";
import { cx } from "./class-names.ts";
import { Spinner } from "./spinner.tsx";

export interface ButtonProps extends Omit<ComponentPropsWithRef<"button">, "className"> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  isIcon?: boolean;
  isWide?: boolean;
  /** Shows a spinner, keeps the width and ignores further presses; focus stays where it is. */
  isPending?: boolean;
  children: ReactNode;
}

export function Button({
  variant,
  size,
  isIcon,
  isWide,
  isPending,
  type = "button",
  onClick,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={isPending && type === "submit" ? "button" : type}
      aria-disabled={isPending || rest["aria-disabled"]}
      aria-busy={isPending || undefined}
      onClick={isPending ? undefined : onClick}
      className={cx(buttonStyle({ variant, size, isIcon, isWide }), "relative")}
    >
      {isPending ? (
        <>
          <span className="absolute inset-0 grid place-items-center">
            <Spinner />
          </span>
          <span className="inline-flex items-center gap-[inherit] opacity-0">{children}</span>
        </>
      ) : (
        children
      )}
    </button>
  );
}
