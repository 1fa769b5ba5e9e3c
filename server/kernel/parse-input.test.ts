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

describe("what is said of wrong input", () => {
  const Order = z.strictObject({
    plan: z.string().min(3),
    interval: z.enum(["month", "year"]),
    quantity: z.int().max(9).optional(),
    at: z.iso.datetime().optional(),
    lines: z.array(z.string(), "Give the lines.").optional(),
    tags: z.array(z.string()).min(1).optional(),
  });
  const good = { plan: "basic", interval: "month" };

  it.each([
    ["what is missing", { interval: "month" }, "plan", "This is missing. Give a text."],
    ["a choice that is missing", { plan: "basic" }, "interval", "This is missing. Give one of: month, year."],
    ["another type", { ...good, plan: 5 }, "plan", "Give a text."],
    ["what is no number", { ...good, quantity: Number.NaN }, "quantity", "Give a number."],
    ["a fraction", { ...good, quantity: 1.5 }, "quantity", "Give a whole number."],
    ["too much", { ...good, quantity: 10 }, "quantity", "Give at most 9."],
    ["too short a text", { ...good, plan: "b" }, "plan", "Give at least 3 characters."],
    ["too short a list", { ...good, tags: [] }, "tags", "Give at least 1 entry."],
    ["another choice", { ...good, interval: "week" }, "interval", "Give one of: month, year."],
    ["no moment", { ...good, at: "soon" }, "at", "Give a moment, such as 2026-01-31T12:00:00Z."],
    ["an unknown field", { ...good, coupon: "x" }, "coupon", "There is no such field: coupon. Leave it out."],
    ["a schema's own words", { ...good, lines: "x" }, "lines", "Give the lines."],
  ])("%s is told at its field, and what to do", (_, raw, field, message) => {
    expect(() => parseInput(Order, raw)).toThrow(
      expect.objectContaining({ details: { fields: { [field]: message } } }),
    );
  });
});
