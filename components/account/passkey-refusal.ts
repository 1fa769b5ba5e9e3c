/** What a browser's refusal means, in words; null for what is no refusal of a browser's (WebAuthn Level 3, 5.1.3). */
export function passkeyRefusal(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  switch (error.name) {
    case "NotAllowedError":
    case "AbortError":
      return "Nothing was done: the browser's question was closed, or took too long.";
    case "InvalidStateError":
      return "This device has a passkey for this address already.";
    case "NotSupportedError":
    case "ConstraintError":
      return "This device can't do that: it needs a screen lock, fingerprint, face or PIN.";
    case "SecurityError":
      return "The browser refuses passkeys on this address.";
    default:
      return null;
  }
}
