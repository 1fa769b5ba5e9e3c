import { expect, it } from "vitest";
import { addressesIn } from "./addresses.ts";

it.each([
  ["", []],
  ["ann@x.com", ["ann@x.com"]],
  ["ann@x.com, bob@x.com;cy@x.com\ndi@x.com  ann@X.com", ["ann@x.com", "bob@x.com", "cy@x.com", "di@x.com"]],
  ["Ann Lee <ann@x.com>, Bob <bob@x.com>", ["ann@x.com", "bob@x.com"]],
])("%j are %j", (text, expected) => {
  expect(addressesIn(text)).toEqual(expected);
});
