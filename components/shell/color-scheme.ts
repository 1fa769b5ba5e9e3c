/** What the person chose; `system` follows the device. */
export type ColorScheme = "system" | "light" | "dark";

export const COLOR_SCHEME_COOKIE = "color-scheme";

export function parseColorScheme(value: string | undefined): ColorScheme {
  return value === "light" || value === "dark" ? value : "system";
}
