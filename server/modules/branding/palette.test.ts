import { wcagContrast } from "culori";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { derivePalette, type Scheme } from "./palette.ts";

const GROUNDS: Record<Scheme, string[]> = { light: ["#ffffff", "#f7f8fa"], dark: ["#12151b", "#0b0d11"] };

describe("derivePalette", () => {
  const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, "0")}`);

  it("reaches WCAG AA for any accent a tenant may choose, in both schemes", () => {
    fc.assert(
      fc.property(hex, fc.constantFrom<Scheme>("light", "dark"), (accent, scheme) => {
        const palette = derivePalette(accent, scheme);
        for (const ground of GROUNDS[scheme]) {
          expect(wcagContrast(palette.accentText, ground)).toBeGreaterThanOrEqual(4.5);
        }
        expect(wcagContrast(palette.accentText, palette.accentSoft)).toBeGreaterThanOrEqual(4.5);
        expect(wcagContrast(palette.accentForeground, palette.accent)).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 500 },
    );
  });

  it("leaves a colour alone that is already strong enough", () => {
    expect(derivePalette("#2b50e0", "light").accent).toBe("#2b50e0");
  });
});
