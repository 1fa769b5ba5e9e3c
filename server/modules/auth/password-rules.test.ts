import { describe, expect, it } from "vitest";
import { passwordProblem } from "./password-rules.ts";

const ABOUT = { email: "ada@lovelace.test", names: ["Acme Trading"] };

describe("a password", () => {
  it.each([
    "password123",
    "P@ssw0rd2024!",
    "1234567890",
    "0987654321",
    "qwertyuiop",
    "aaaaaaaaaaaa",
    "abcabcabcabc",
    "passwordpassword",
    "!!!welcome2025!!!",
    "asdfghjkl;",
  ])("like %s is refused as common", (password) => {
    expect(passwordProblem(password, ABOUT)).toContain("tried first");
  });

  it.each(["ada@lovelace.test", "my acme-trading key", "AcmeTrading2026"])(
    "like %s is refused for what it contains",
    (password) => {
      expect(passwordProblem(password, ABOUT)).toContain("Leave out");
    },
  );

  it.each(["correct horse battery staple", "a long enough password", "tr0ubad0ur&3x", "zum Glück regnet es"])(
    "like %s is welcome",
    (password) => {
      expect(passwordProblem(password, ABOUT)).toBeNull();
    },
  );
});
