import { expect, it } from "vitest";
import { suggestSlug } from "./suggest-slug.ts";

it.each([
  ["Ärger & Co.", "arger-co"],
  ["  Acme   Trading  ", "acme-trading"],
  ["東京", ""],
  [`${"a".repeat(39)} b`, "a".repeat(39)],
])("suggests an address for %j", (company, slug) => expect(suggestSlug(company)).toBe(slug));
