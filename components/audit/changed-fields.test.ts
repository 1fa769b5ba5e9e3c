import { expect, it } from "vitest";
import { changedFields } from "./changed-fields.ts";

it("names what differs and leaves out what does not", () => {
  const before = { name: "A", theme: { accent: "#111", font: "inter" }, tags: [1] };
  const after = { name: "A", theme: { accent: "#222", font: "inter" }, tags: [1, 2], size: 3 };
  expect(changedFields(before, after)).toEqual([
    { path: "theme.accent", before: "#111", after: "#222" },
    { path: "tags", before: "[1]", after: "[1,2]" },
    { path: "size", before: null, after: "3" },
  ]);
});

it("shows all of what was made or removed", () => {
  expect(changedFields(null, { id: "x" })).toEqual([{ path: "id", before: null, after: "x" }]);
  expect(changedFields({ id: "x" }, undefined)).toEqual([{ path: "id", before: "x", after: null }]);
  expect(changedFields(null, undefined)).toEqual([]);
});
