import type { LinkMail } from "../auth/index.ts";
import type { MailBrand } from "./mail-brand.ts";

export interface Words {
  subject: string;
  paragraphs: string[];
}

const NOT_YOU = "If you did not ask for this, you need do nothing.";

/** What a mail with a link says. */
export function linkWords({ kind, subject, url, stopUrl }: LinkMail, { name, home }: MailBrand): Words {
  switch (kind) {
    case "sign_up":
      return {
        subject: `Finish creating ${subject}`,
        paragraphs: [
          `${subject} is one step away: choose a password, and your workspace opens.`,
          url,
          "The link works once, for an hour. Until then the address you chose is kept for you.",
          "If you did not ask for a workspace, you need do nothing: none is made.",
        ],
      };
    case "sign_up_known":
      return {
        subject: `You have an account at ${name} already`,
        paragraphs: [
          `Somebody, probably you, asked to create the workspace ${subject} with this address. There is an account with it already, so nothing was created.`,
          `Sign in to add another workspace:\n${home}/sign-in`,
          `Forgot the password? Choose a new one:\n${home}/forgot-password`,
          NOT_YOU,
        ],
      };
    case "reset":
      return {
        subject: `Choose a new password for ${name}`,
        paragraphs: [
          "With this link you choose a new password:",
          url,
          "It works once, for 30 minutes. A new password signs you out everywhere; a second step, if you have set one up, is still asked for.",
          `${NOT_YOU} Your password stays as it is.`,
        ],
      };
    case "verify":
      return {
        subject: `Confirm your e-mail address for ${name}`,
        paragraphs: [
          "Confirm that this address is yours:",
          url,
          "The link works once, for 30 minutes.",
          NOT_YOU,
        ],
      };
    case "change_confirm":
      return {
        subject: `Confirm your new e-mail address for ${name}`,
        paragraphs: [
          `From then on you sign in with ${subject}:`,
          url,
          "The link works once, for 30 minutes. Until it is used, nothing changes.",
          `Not you? Stop it here:\n${stopUrl}`,
        ],
      };
    case "change_told":
      return {
        subject: `Your e-mail address at ${name} is about to change`,
        paragraphs: [
          `Somebody, probably you, asked to sign in with ${subject} from now on. It happens once that address is confirmed, within 30 minutes.`,
          `Not you? Stop it here, then change your password:\n${stopUrl}`,
        ],
      };
    case "change_taken":
      return {
        subject: `Your address was given at ${name}`,
        paragraphs: [
          `Somebody wanted to move another account to ${subject}. You have an account with this address, so nothing changes.`,
          NOT_YOU,
        ],
      };
    default:
      return kind satisfies never;
  }
}
