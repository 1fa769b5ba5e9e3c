import { z } from "zod";

const HexColour = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^#[0-9a-f]{6}$/, "Use a colour like #2b50e0.");

export const FONTS = ["inter", "geist", "serif", "system"] as const;
export const RADII = ["none", "small", "medium", "large"] as const;
export const COLOR_SCHEMES = ["system", "light", "dark"] as const;

/** What a tenant chooses; everything else on the screen is derived from it. */
export const Theme = z.strictObject({
  accent: HexColour,
  font: z.enum(FONTS),
  radius: z.enum(RADII),
  colorScheme: z.enum(COLOR_SCHEMES),
});
export type Theme = z.output<typeof Theme>;

export const DEFAULT_THEME: Theme = {
  accent: "#2b50e0",
  font: "inter",
  radius: "medium",
  colorScheme: "system",
};

export const Branding = z.object({
  companyName: z.string(),
  theme: Theme,
  /** Path of the logo on the tenant's hosts; null when there is none. */
  logoPath: z.string().nullable(),
  /** Grows with every change. */
  version: z.number().int(),
});
export type Branding = z.output<typeof Branding>;

export const GetBrandingInput = z.strictObject({});

export const UpdateBrandingInput = z.strictObject({
  companyName: z.string().trim().min(2, "Use at least 2 characters.").max(80, "Use at most 80 characters."),
  theme: Theme,
});

export const MAX_LOGO_BYTES = 1_000_000;

export const UploadLogoInput = z.strictObject({
  /** The file as base64, without a data-URL prefix. */
  base64: z
    .base64("The picture did not arrive whole. Please try again.")
    .max(Math.ceil((MAX_LOGO_BYTES * 4) / 3) + 4, "Use a picture of at most 1 MB."),
});

export const PreviewThemeInput = z.strictObject({ theme: Theme });

export const ContrastCheck = z.object({
  /** What is measured, in words. */
  pair: z.string(),
  scheme: z.enum(["light", "dark"]),
  ratio: z.number(),
  isEnough: z.boolean(),
});

export const ThemePreview = z.object({
  /** Declarations without selector, for the `style` of a preview frame. */
  declarations: z.record(z.string(), z.string()),
  checks: z.array(ContrastCheck),
});
