import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parseInput } from "./verb.ts";

const Schema = z.strictObject({ name: z.string(), tags: z.array(z.string()).default([]) });

describe("input", () => {
  it.each([
    ["in a field", { name: "a\u0000b" }],
    ["in a list", { name: "a", tags: ["b", "\u0000"] }],
    ["in a field's name", { name: "a", "\u0000": 1 }],
  ])("with a NUL character %s is refused before the database sees it", (_, raw) => {
    expect(() => parseInput(Schema, raw)).toThrow(/U\+0000/);
  });

  it("passes as the schema makes it", () => {
    expect(parseInput(Schema, { name: "\n" })).toEqual({ name: "\n", tags: [] });
  });
});
