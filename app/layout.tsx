import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { COLOR_SCHEME_COOKIE, parseColorScheme } from "#components/shell/color-scheme.ts";
import { fontVariables } from "./fonts.ts";
import "./globals.css";

export const metadata: Metadata = { title: "Marque" };

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const chosen = parseColorScheme((await cookies()).get(COLOR_SCHEME_COOKIE)?.value);
  return (
    <html
      lang="en"
      className={fontVariables}
      data-theme={chosen === "system" ? undefined : chosen}
      suppressHydrationWarning
    >
      <body>{children}</body>
    </html>
  );
}
