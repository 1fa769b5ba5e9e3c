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
  ["addOn.set", "Add-on changed"],
  ["subscription.dropScheduledChange", "Scheduled change of plan taken back"],
  ["security.totpEnabled", "TOTP enabled"],
])("%s reads %s", (verb, text) => {
  expect(actionText(verb)).toBe(text);
});
