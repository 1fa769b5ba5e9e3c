import { expect, it, test } from "vitest";
import { capText, parseCap } from "./cap-amount.ts";

test.each([
  ["", null],
  ["  ", null],
  ["0", 0],
  ["12", 1200],
  ["12.5", 1250],
  ["12,50", 1250],
  ["0.29", 29],
  ["999999.99", 99_999_999],
  ["-1", undefined],
  ["1e3", undefined],
  ["1.234", undefined],
  ["lots", undefined],
] as const)("%j is %j", (text, minor) => expect(parseCap(text)).toBe(minor));

it("writes what it reads", () => expect(parseCap(capText(1999))).toBe(1999));
