import { expect, it } from "vitest";
import { statusText } from "./status-text.ts";

it.each([
  ["active", "subscription", "Active"],
  ["active", "sign_up_trial", "Trial"],
  ["active", "grace", "Past due"],
  ["suspended", "grace", "Suspended"],
  ["closed", "subscription", "Closed"],
  ["erasing", "none", "Being erased"],
] as const)("%s on %s is called %s", (status, basis, label) => {
  expect(statusText({ status, basis }).label).toBe(label);
});
