import { derivePalette } from "./palette.ts";
import type { Theme } from "./schema.ts";

const FONT_STACKS: Record<Theme["font"], string> = {
  inter: "var(--font-inter), ui-sans-serif, system-ui, sans-serif",
  geist: "var(--font-geist), ui-sans-serif, system-ui, sans-serif",
  serif: "var(--font-source-serif), ui-serif, Georgia, serif",
  system: "ui-sans-serif, system-ui, sans-serif",
};

const RADIUS: Record<Theme["radius"], string> = {
  none: "0px",
  small: "0.25rem",
  medium: "0.5rem",
  large: "0.875rem",
};

/** The custom properties a theme sets; colours carry both schemes through `light-dark()`. */
export function themeDeclarations(theme: Theme): Record<string, string> {
  const light = derivePalette(theme.accent, "light");
  const dark = derivePalette(theme.accent, "dark");
  const both = (key: keyof typeof light) => `light-dark(${light[key]}, ${dark[key]})`;
  return {
    "--accent": both("accent"),
    "--accent-foreground": both("accentForeground"),
    "--accent-soft": both("accentSoft"),
    "--accent-text": both("accentText"),
    "--radius": RADIUS[theme.radius],
    "--font-sans": FONT_STACKS[theme.font],
  };
}

/** The tenant's stylesheet, put into the page itself: the first paint is already theirs. */
export function renderThemeCss(theme: Theme): string {
  const declarations = Object.entries(themeDeclarations(theme)).map(([name, value]) => `${name}:${value}`);
  const scheme =
    theme.colorScheme === "system" ? "" : `html:not([data-theme]){color-scheme:${theme.colorScheme}}`;
  // `:root:root` outweighs the house's own `:root`, wherever the stylesheet stands.
  return `:root:root{${declarations.join(";")}}${scheme}`;
}
