import Link from "next/link";
import type { ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style.ts";

interface LinkButtonProps {
  href: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  isWide?: boolean;
  /** A full page load: another host, a download, a route handler. */
  isExternal?: boolean;
  "aria-label"?: string;
  children: ReactNode;
}

export function LinkButton({ href, variant, size, isWide, isExternal, children, ...rest }: LinkButtonProps) {
  const className = buttonStyle({ variant, size, isWide });
  return isExternal ? (
    <a href={href} className={className} {...rest}>
      {children}
    </a>
  ) : (
    <Link href={href} className={className} {...rest}>
      {children}
    </Link>
  );
}
