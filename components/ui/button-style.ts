import { cx } from "./class-names.ts";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "bg-accent text-accent-foreground hover:brightness-[1.08] active:brightness-95 shadow-card",
  secondary: "border border-border-strong/60 bg-surface text-foreground shadow-card hover:bg-sunken",
  ghost: "text-foreground hover:bg-foreground/7",
  danger: "bg-negative-solid text-on-solid hover:brightness-110 active:brightness-95 shadow-card",
};

const SIZES: Record<ButtonSize, string> = {
  sm: "min-h-8 px-2.5 text-[0.8125rem] gap-1.5 pointer-coarse:min-h-10",
  md: "min-h-9 px-3.5 text-sm gap-2 pointer-coarse:min-h-11",
  lg: "min-h-11 px-5 text-[0.9375rem] gap-2",
};

interface ButtonLook {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  /** Square, for a lone icon; give the button an `aria-label`. */
  isIcon?: boolean | undefined;
  isWide?: boolean | undefined;
}

export function buttonStyle({ variant = "secondary", size = "md", isIcon, isWide }: ButtonLook = {}): string {
  return cx(
    "inline-flex select-none items-center justify-center whitespace-nowrap rounded-md font-medium transition-[background-color,filter,border-color] duration-100",
    "disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0",
    VARIANTS[variant],
    SIZES[size],
    isIcon && "aspect-square px-0!",
    isWide && "w-full",
  );
}
