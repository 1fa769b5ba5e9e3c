import type { SsoCheck } from "../schema.ts";
import type { SamlConnection } from "../store.ts";
import { certificateOf } from "./metadata.ts";

const SOON_MS = 30 * 24 * 3_600_000;

/** A SAML provider answers browsers only, so what can be looked at is what was entered. */
export function checkSaml(
  { settings: { certificates, entryPoint }, certificates: own }: SamlConnection,
  now: Date,
): SsoCheck[] {
  const address: SsoCheck = {
    check: "Sign-in address",
    outcome: "passed",
    message: `People are sent to ${new URL(entryPoint).host}. The test shows whether it answers.`,
  };
  const theirs = certificates.map((text, index) =>
    checkCertificate(`Certificate ${index + 1}`, text, now, {
      over: "Signatures by its key still count; ask the provider for its new one.",
      soon: "Add the next one before the provider changes over.",
    }),
  );
  return [address, ...theirs, ...(own ? [checkOwn(own.signing, now)] : [])];
}

const RENEW =
  "Remove single sign-on and set it up again to get new ones, and give the provider our metadata anew.";

/** Both of our certificates are made together and end together. */
const checkOwn = (signing: string, now: Date): SsoCheck =>
  checkCertificate("Our keys", signing, now, { over: RENEW, soon: RENEW });

function checkCertificate(
  check: string,
  text: string,
  now: Date,
  advice: { over: string; soon: string },
): SsoCheck {
  const certificate = certificateOf(text);
  if (!certificate) return { check, outcome: "failed", message: "This is not an X.509 certificate." };
  const end = certificate.validToDate;
  const day = end.toISOString().slice(0, 10);
  const leftMs = end.getTime() - now.getTime();
  if (leftMs <= 0) return { check, outcome: "warned", message: `It ended on ${day}. ${advice.over}` };
  return leftMs < SOON_MS
    ? { check, outcome: "warned", message: `It ends on ${day}. ${advice.soon}` }
    : { check, outcome: "passed", message: `Valid until ${day}.` };
}
