"use client";

import { useState } from "react";
import { SegmentedControl } from "../ui/segmented-control.tsx";
import { COLOR_SCHEME_COOKIE, type ColorScheme } from "./color-scheme.ts";

const SEGMENTS = [
  { value: "system", label: "Auto" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

const YEAR_SECONDS = 31_536_000;

export function ColorSchemeControl({ initial, name }: { initial: ColorScheme; name: string }) {
  const [scheme, setScheme] = useState(initial);

  function choose(next: ColorScheme) {
    setScheme(next);
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    // biome-ignore lint/suspicious/noDocumentCookie: the server renders the next page in this scheme; cookieStore is not everywhere.
    document.cookie = `${COLOR_SCHEME_COOKIE}=${next}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
  }

  return (
    <SegmentedControl label="Appearance" name={name} segments={SEGMENTS} value={scheme} onChange={choose} />
  );
}
