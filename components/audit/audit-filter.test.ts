import { expect, it } from "vitest";
import { ANY, exportPath, filterOf } from "./audit-filter.ts";

it("asks for nothing when nothing was chosen", () => {
  expect(filterOf(ANY)).toEqual({});
  expect(exportPath(ANY, "csv")).toBe("/api/audit/export?format=csv");
});

it("includes the whole last day, over the end of a month", () => {
  expect(filterOf({ ...ANY, noun: "bot", from: "2026-02-01", to: "2026-02-28" })).toEqual({
    verb: "bot.",
    from: "2026-02-01T00:00:00Z",
    to: "2026-03-01T00:00:00.000Z",
  });
});
