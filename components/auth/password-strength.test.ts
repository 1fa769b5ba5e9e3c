import { describe, expect, it } from "vitest";
import { passwordStrength } from "./password-strength.ts";

describe("the strength of a password", () => {
  it.each([
    ["", 0, "10 more characters"],
    ["ninechars", 0, "One more character"],
    ["aaaaaaaaaaaaaaaaaaaa", 1, "Fine. Longer is safer"],
    ["ten chars!", 1, "Fine. Longer is safer"],
    ["fourteen chars", 2, "Good"],
    ["a long enough password", 3, "Strong"],
  ])("of %j is %i", (password, level, text) => {
    expect(passwordStrength(password)).toEqual({ level, text });
  });
});
