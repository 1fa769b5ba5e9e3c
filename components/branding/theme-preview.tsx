"use client";

import { useEffect, useRef } from "react";
import { BrandMark } from "../shell/brand-mark.tsx";
import { Badge } from "../ui/badge.tsx";
import { buttonStyle } from "../ui/button-style.ts";

interface ThemePreviewProps {
  scheme: "light" | "dark";
  companyName: string;
  logoUrl: string | null;
  /** Custom properties by name, as the server derives them; empty until it has answered. */
  declarations: Record<string, string>;
}

const LABELS = { light: "Light", dark: "Dark" } as const;

/** A piece of the workspace in the theme being edited, before anything is saved. */
export function ThemePreview({ scheme, companyName, logoUrl, declarations }: ThemePreviewProps) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    for (const [name, value] of Object.entries(declarations)) frame.current?.style.setProperty(name, value);
  }, [declarations]);

  return (
    <figure>
      <figcaption className="mb-1.5 text-xs font-medium text-muted">{LABELS[scheme]}</figcaption>
      <div
        ref={frame}
        data-theme={scheme}
        inert
        className="overflow-hidden rounded-lg border border-border bg-background font-sans text-foreground"
      >
        <div className="flex h-12 items-center border-b border-border bg-surface px-3.5">
          <BrandMark name={companyName || "Your company"} logoUrl={logoUrl} />
        </div>
        <div className="grid gap-3 p-3.5">
          <span className="w-fit rounded-md bg-accent-soft px-2.5 py-1.5 text-[0.8125rem] font-medium text-accent-text">
            Backtests
          </span>
          <div className="card p-3.5">
            <div className="flex items-center justify-between gap-2">
              <span className="font-semibold">BTC trend</span>
              <Badge tone="accent">Paper</Badge>
            </div>
            <svg viewBox="0 0 240 56" className="mt-2 block h-auto w-full" aria-hidden="true">
              <path
                d="M0 50 L30 44 L55 47 L85 33 L110 37 L140 22 L165 27 L195 12 L220 16 L240 6 V56 H0 Z"
                className="fill-accent-soft"
              />
              <path
                d="M0 50 L30 44 L55 47 L85 33 L110 37 L140 22 L165 27 L195 12 L220 16 L240 6"
                className="fill-none stroke-accent-text"
                strokeWidth="2"
              />
            </svg>
            <div className="mt-3 flex flex-wrap items-center gap-2">
              <span className={buttonStyle({ variant: "primary", size: "sm" })}>Start bot</span>
              <span className={buttonStyle({ size: "sm" })}>Details</span>
              <span className="text-[0.8125rem] font-medium text-accent-text">Learn more</span>
            </div>
          </div>
        </div>
      </div>
    </figure>
  );
}
