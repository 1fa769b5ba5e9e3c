import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { Secret } from "./secret.ts";

describe("a secret", () => {
  const secret = new Secret("hunter2 hunter2");

  it.each([
    ["a template", `${secret}`],
    ["JSON", JSON.stringify({ secret })],
    ["inspect", inspect({ nested: { secret } }, { depth: 9, showHidden: true })],
    ["a spread", JSON.stringify({ ...secret })],
  ])("does not leave by %s", (_, text) => {
    expect(text).not.toContain("hunter2");
  });

  it("is given out on purpose", () => {
    expect(secret.reveal()).toBe("hunter2 hunter2");
  });
});
