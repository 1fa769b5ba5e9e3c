import { expect, it } from "vitest";
import { actionText } from "./action-text.ts";

it.each([
  ["bot.create", "Bot created"],
  ["branding.update", "Branding updated"],
  ["domain.verify", "Domain verified"],
  ["apiKey.rotate", "API key rotated"],
  ["member.changeRole", "Member role changed"],
  ["bot.stop", "Bot stopped"],
  ["session.refused", "Session refused"],
  ["auth.signUp", "Workspace created"],
  ["security.totpEnabled", "TOTP enabled"],
])("%s reads %s", (verb, text) => {
  expect(actionText(verb)).toBe(text);
});
