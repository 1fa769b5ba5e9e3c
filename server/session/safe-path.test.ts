import { describe, expect, it } from "vitest";
import { safePath } from "./safe-path.ts";

describe("safePath", () => {
  it.each(["/", "/bots", "/bots?x=1#y", "/tenant/acme/bots"])("keeps %s", (path) => {
    expect(safePath(path)).toBe(path);
  });

  it.each([
    "//evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "/\t/evil.test",
    "/\n/evil.test",
    "https://evil.test",
    "javascript:alert(1)",
    "@evil.test",
    "",
    "/..//evil.test",
    null,
    42,
  ])("sends %j home", (path) => {
    expect(safePath(path)).toBe("/");
  });
});
