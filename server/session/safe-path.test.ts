import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safePath } from "./safe-path.ts";

describe("safePath", () => {
  it.each(["/", "/bots", "/bots?x=1#y", "/tenant/acme/bots", "/bots?next=%2F%2Fevil.test", "/a%2fb", "/@me"])(
    "keeps %s",
    (path) => {
      expect(safePath(path)).toBe(path);
    },
  );

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
    "/.//evil.test",
    "/a/..//evil.test",
    "///evil.test",
    "/%2f%2fevil.test",
    "/%2F/evil.test",
    "/%5cevil.test",
    "/%5C%5Cevil.test",
    "/%2e%2e//evil.test",
    "/%09/evil.test",
    "/x/%2e%2e/%2fevil.test",
    "/x/../%09",
    "/%0d%0aLocation:%20https://evil.test",
    "/\r\nLocation: https://evil.test",
    "/\u0000/evil.test",
    " //evil.test",
    "http:evil.test",
    "http:///evil.test",
    "data:text/html,x",
    "//evil.test@here.invalid",
    "//here.invalid",
    ["/bots"],
    null,
    42,
  ])("sends %j home", (path) => {
    expect(safePath(path)).toBe("/");
  });
});

it("whatever is let through stays on the origin it is opened on, however often it is decoded", () => {
  const piece = fc.constantFrom(
    ..."/\\.@:?#%\t\r\n \u0000ax",
    "//",
    "%2f",
    "%5c",
    "%2e",
    "%09",
    "%0d%0a",
    "evil.test",
    "http:",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      let path = safePath(`/${pieces.join("")}`);
      for (let round = 0; round < 3; round++) {
        expect(new URL(path, "https://acme.test").origin).toBe("https://acme.test");
        try {
          path = decodeURIComponent(path.replace(/[?#].*$/s, ""));
        } catch {
          return;
        }
        if (path.startsWith("//") || /^\/[\\\t\r\n]/.test(path)) throw new Error(`lets ${path} through`);
      }
    }),
    { numRuns: 20_000 },
  );
});
