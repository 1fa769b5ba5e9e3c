import { describe, expect, it } from "vitest";
import { brandIcon } from "./brand-icon.ts";

const svgOf = (url: string) => decodeURIComponent(url.slice(url.indexOf(",") + 1));

describe("brandIcon", () => {
  it("writes the initial so that it stands out from the accent", () => {
    expect(svgOf(brandIcon("acme", "#fff3a3"))).toContain('fill="#11151c">A<');
    expect(svgOf(brandIcon("zed", "#1a237e"))).toContain('fill="#ffffff">Z<');
  });

  it("lets no name break out of the picture", () => {
    for (const name of ["<script>", '"', "&", "", "\uD800"]) {
      expect(svgOf(brandIcon(name, "#000000"))).toMatch(/>[·\uFFFD]<\/text>/);
    }
  });
});
