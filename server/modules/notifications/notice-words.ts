import type { Notice } from "../auth/index.ts";
import type { Words } from "./link-words.ts";
import type { MailBrand } from "./mail-brand.ts";

/** What a person is told about their own account. `subject` is what the event names: a passkey, a number, an address. */
export function noticeWords(notice: Notice, subject: string, { name, home }: MailBrand): Words {
  const wasItYou = `If it was not you: choose a new password at ${home}/forgot-password and look at your sessions.`;
  const say = (title: string, ...paragraphs: string[]): Words => ({
    subject: `${title} (${name})`,
    paragraphs: [...paragraphs, wasItYou],
  });
  switch (notice) {
    case "new_device":
      return say(
        "New sign-in",
        `Somebody signed in to your account from a browser we had not seen: ${subject}.`,
      );
    case "password_changed":
      return say(
        "Your password was changed",
        "Your password was changed, and your other sessions have ended.",
      );
    case "password_reset":
      return say(
        "Your password was reset",
        "A new password was chosen by a link that was mailed to you. All sessions have ended.",
      );
    case "email_changed":
      return say("Your e-mail address was changed", `From now on you sign in with ${subject}.`);
    case "totp_enabled":
      return say(
        "Two-factor is on",
        "Signing in with your password now asks for a code of your authenticator app, too. Keep the backup codes where you find them without your phone.",
      );
    case "totp_disabled":
      return say("Two-factor is off", "Your password alone signs you in again. The backup codes are void.");
    case "totp_reset":
      return {
        subject: `Two-factor was reset (${name})`,
        paragraphs: [
          `${subject} has taken the authenticator app and the backup codes off your account, for you to set up new ones. You were signed out everywhere, and your password alone signs you in.`,
          `Set it up again at ${home}/account/security. If you did not ask for this: choose a new password at ${home}/forgot-password, and tell an owner of the workspace.`,
        ],
      };
    case "backup_codes_renewed":
      return say("New backup codes", "New backup codes were made. The old ones are void.");
    case "backup_code_used":
      return say(
        "A backup code was used",
        `One of your backup codes was used in place of the authenticator app. ${codesLeft(subject)}`,
      );
    case "passkey_added":
      return say("A passkey was added", `The passkey “${subject}” can now sign you in.`);
    case "passkey_removed":
      return say("A passkey was removed", `The passkey “${subject}” signs nobody in any more.`);
    case "passkey_copied":
      return say(
        "A passkey may have been copied",
        `The passkey “${subject}” was refused, because it looks as if a copy of it exists. Remove it and add a new one.`,
      );
    default:
      return notice satisfies never;
  }
}

function codesLeft(count: string): string {
  if (count === "0") return "It was the last one: make new ones in your account, under security.";
  return count === "1" ? "One is left: make new ones in your account, under security." : `${count} are left.`;
}
