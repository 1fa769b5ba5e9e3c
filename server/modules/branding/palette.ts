import { type Color, converter, formatHex, interpolate, parse, wcagContrast } from "culori";

export interface Palette {
  accent: string;
  /** Text and icons on the accent. */
  accentForeground: string;
  /** A tint to lie behind accent text. */
  accentSoft: string;
  /** The accent as text and focus ring on the page's background. */
  accentText: string;
}

export type Scheme = "light" | "dark";

/** The surfaces of the house in each scheme: what text must stand out from. */
const GROUND: Record<Scheme, { surface: string; sunken: string; ink: string }> = {
  light: { surface: "#ffffff", sunken: "#f1f3f6", ink: "#11151c" },
  dark: { surface: "#191d25", sunken: "#0b0d11", ink: "#eaedf2" },
};

/** WCAG 2.2 AA for text, and a little more so that rounding never falls below. */
const TEXT_CONTRAST = 4.55;
/** WCAG 2.2 AA for the edges of controls. */
const CONTROL_CONTRAST = 3;

const toOklch = converter("oklch");

/** Derives every accent colour of one scheme from the tenant's single choice; text always reaches AA. */
export function derivePalette(accentHex: string, scheme: Scheme): Palette {
  const { surface, sunken } = GROUND[scheme];
  const softShare = scheme === "light" ? 0.1 : 0.2;
  const accentSoft = formatHex(interpolate([surface, accentHex], "oklab")(softShare));
  const accent = adjustLightness(accentHex, [surface], CONTROL_CONTRAST, scheme);
  return {
    accent,
    accentForeground: readableOn(accent),
    accentSoft,
    accentText: adjustLightness(accentHex, [surface, sunken, accentSoft], TEXT_CONTRAST, scheme),
  };
}

export function contrast(first: string, second: string): number {
  return Math.round(wcagContrast(first, second) * 100) / 100;
}

/** White or the house's ink where they are readable; pure black in the narrow middle where neither is. */
export function readableOn(background: string): string {
  const isReadable = (text: string) => wcagContrast(text, background) >= TEXT_CONTRAST;
  return ["#ffffff", GROUND.light.ink].find(isReadable) ?? "#000000";
}

/** Keeps hue and chroma and moves the lightness, the least that is needed, until every ground is far enough. */
function adjustLightness(hex: string, grounds: string[], ratio: number, scheme: Scheme): string {
  const isEnough = (colour: string) => grounds.every((ground) => wcagContrast(colour, ground) >= ratio);
  const start = toOklch(parse(hex) ?? { mode: "rgb", r: 0, g: 0, b: 0 });
  const step = scheme === "light" ? -0.005 : 0.005;
  for (let lightness = start.l; lightness >= 0 && lightness <= 1; lightness += step) {
    const candidate = formatHex({ ...start, l: lightness } satisfies Color);
    if (isEnough(candidate)) return candidate;
  }
  return GROUND[scheme].ink;
}
