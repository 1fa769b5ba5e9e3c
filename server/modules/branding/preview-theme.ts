import { query } from "#server/kernel/verb.ts";
import { contrast, derivePalette, type Scheme } from "./palette.ts";
import { PreviewThemeInput, ThemePreview } from "./schema.ts";
import { themeDeclarations } from "./theme-css.ts";

const SCHEMES: readonly Scheme[] = ["light", "dark"];
const SURFACE: Record<Scheme, string> = { light: "#ffffff", dark: "#12151b" };
const AA_TEXT = 4.5;

/** What a theme would look like, and how readable the colour is before and after it is adjusted. */
export const previewTheme = query({
  verb: "branding.preview",
  permission: "branding:read",
  input: PreviewThemeInput,
  output: ThemePreview,
  async run({ input: { theme } }) {
    const checks = SCHEMES.flatMap((scheme) => {
      const palette = derivePalette(theme.accent, scheme);
      const pairs: [string, number][] = [
        ["Your colour as text, as chosen", contrast(theme.accent, SURFACE[scheme])],
        ["Your colour as text, adjusted", contrast(palette.accentText, SURFACE[scheme])],
        ["Text on a button", contrast(palette.accentForeground, palette.accent)],
      ];
      return pairs.map(([pair, ratio]) => ({ pair, scheme, ratio, isEnough: ratio >= AA_TEXT }));
    });
    return { declarations: themeDeclarations(theme), checks };
  },
});
