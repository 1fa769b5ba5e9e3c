import type { Theme } from "#server/modules/branding/schema.ts";

/** Labels of closed choices; a choice added to the schema must get its label here to compile. */
const options = <Value extends string>(labels: Record<Value, string>) =>
  Object.entries<string>(labels).map(([value, label]) => ({ value: keyOf(labels, value), label }));

/** Guarantee: `key` came from `Object.entries(record)`. */
const keyOf = <Value extends string>(_record: Record<Value, string>, key: string) => key as Value;

export const FONT_OPTIONS = options<Theme["font"]>({
  inter: "Inter: neutral, clear at small sizes",
  geist: "Geist: geometric, technical",
  serif: "Source Serif: calm, bookish",
  system: "System: the device's own",
});

export const RADIUS_OPTIONS = options<Theme["radius"]>({
  none: "Square",
  small: "Small",
  medium: "Medium",
  large: "Round",
});

export const SCHEME_OPTIONS = options<Theme["colorScheme"]>({
  system: "As the device",
  light: "Light",
  dark: "Dark",
});

/** Starting points that are far from each other; any other colour may be typed. */
export const ACCENT_SUGGESTIONS = [
  "#2b50e0",
  "#0f766e",
  "#b45309",
  "#9d174d",
  "#6d28d9",
  "#334155",
  "#ffd60a",
] as const;
