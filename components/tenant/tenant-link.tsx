"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "../ui/button-style.ts";
import { useTenantPath } from "./tenant-context.tsx";

interface TenantLinkProps {
  /** Path inside the tenant, e.g. `/bots`. */
  href: string;
  /** Look: running text by default, or a button. */
  variant?: ButtonVariant | "text" | "plain";
  size?: ButtonSize;
  "aria-label"?: string;
  children: ReactNode;
}

const TEXT = "font-medium text-accent-text underline-offset-4 hover:underline";

/** The only link between a tenant's pages: it knows where this tenant is served. */
export function TenantLink({ href, variant = "text", size, children, ...rest }: TenantLinkProps) {
  const path = useTenantPath();
  const className =
    variant === "text"
      ? TEXT
      : variant === "plain"
        ? "hover:underline underline-offset-4"
        : buttonStyle({ variant, size });
  return (
    <Link href={path(href)} className={className} {...rest}>
      {children}
    </Link>
  );
}
