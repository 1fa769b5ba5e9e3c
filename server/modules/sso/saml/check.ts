import type { SamlSettings, SsoCheck } from "../schema.ts";
import { certificateOf } from "./metadata.ts";

const SOON_MS = 30 * 24 * 3_600_000;

/** A SAML provider answers browsers only, so what can be looked at is what was entered. */
export function checkSaml({ certificates, entryPoint }: SamlSettings, now: Date): SsoCheck[] {
  const address: SsoCheck = {
    check: "Sign-in address",
    outcome: "passed",
    message: `People are sent to ${new URL(entryPoint).host}. The test shows whether it answers.`,
  };
  return [address, ...certificates.map((text, index) => checkCertificate(text, index + 1, now))];
}

function checkCertificate(text: string, number: number, now: Date): SsoCheck {
  const check = `Certificate ${number}`;
  const certificate = certificateOf(text);
  if (!certificate) return { check, outcome: "failed", message: "This is not an X.509 certificate." };
  const end = certificate.validToDate;
  const day = end.toISOString().slice(0, 10);
  const leftMs = end.getTime() - now.getTime();
  if (leftMs <= 0) {
    const message = `It ended on ${day}. Signatures by its key still count; ask the provider for its new one.`;
    return { check, outcome: "warned", message };
  }
  return leftMs < SOON_MS
    ? {
        check,
        outcome: "warned",
        message: `It ends on ${day}. Add the next one before the provider changes over.`,
      }
    : { check, outcome: "passed", message: `Valid until ${day}.` };
}
