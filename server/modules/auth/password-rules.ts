import { fieldError } from "#server/kernel/errors.ts";

/** Own list: the words that head every published count of leaked passwords, and what keyboards and calendars suggest. */
const COMMON = new Set(
  `password passwort passw0rd letmein welcome admin administrator qwerty qwertyuiop qwertz azerty asdfghjkl zxcvbnm
   iloveyou monkey dragon sunshine princess football baseball superman batman trustno master shadow michael jennifer
   jordan hunter freedom whatever starwars pokemon computer internet samsung google facebook secret changeme default
   test testing guest root login access abc abcdef abcdefghij qazwsx qazwsxedc summer winter spring autumn january
   february march april may june july august september october november december monday friday sunday money
   bitcoin ethereum crypto trading trader marque`
    .split(/\s+/)
    .filter(Boolean),
);
const SEQUENCES = ["abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm"];
const LEET: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};
const MIN_TERM = 4;

/** What a password may not be made of. */
export interface PasswordAbout {
  email: string;
  /** The company and whatever else an attacker would try first. */
  names?: readonly string[];
}

/**
 * NIST SP 800-63B, 3.1.1.2: length is the schema's; refused are the commonest passwords, repetitions, sequences, and
 * what contains the e-mail address or the company's name. Nothing is asked about kinds of characters.
 * @throws AppError at `password`.
 */
export function requireGoodPassword(password: string, about: PasswordAbout): void {
  const problem = passwordProblem(password, about);
  if (problem) throw fieldError("password", problem, { reason: "weak_password" });
}

export function passwordProblem(password: string, { email, names = [] }: PasswordAbout): string | null {
  const plain = squeezed(password);
  const terms = [email, email.split("@")[0] ?? "", ...names]
    .map(squeezed)
    .filter((term) => term.length >= MIN_TERM);
  if (terms.some((term) => plain.includes(term))) {
    return "Leave out your e-mail address and the company's name: they are tried first.";
  }
  if (isCommon(password))
    return "This is among the passwords that are tried first. A few random words are better.";
  return null;
}

function isCommon(password: string): boolean {
  const lower = password.toLowerCase();
  const cores = [core(lower), unleeted(core(lower)), core(unleeted(lower))];
  if (cores.some((word) => COMMON.has(word) || COMMON.has(repeatedPart(word)))) return true;
  if (repeatedPart(lower).length <= 3) return true;
  const isRun = (text: string) => SEQUENCES.some((run) => run.includes(text) || reversed(run).includes(text));
  return isRun(lower);
}

const core = (text: string): string => text.replace(/^[^a-z]+|[^a-z]+$/g, "");
const unleeted = (text: string): string => text.replace(/[013457@$!]/g, (sign) => LEET[sign] ?? sign);

/** `abcabc` → `abc`; a text that repeats nothing is itself. */
function repeatedPart(text: string): string {
  const at = (text + text).indexOf(text, 1);
  return text.slice(0, at === -1 ? text.length : at);
}

const reversed = (text: string): string => [...text].reverse().join("");
const squeezed = (text: string): string => text.toLowerCase().replace(/[^a-z0-9@]/g, "");
