import type { generateAuthenticationOptions, generateRegistrationOptions } from "@simplewebauthn/server";
import { z } from "zod";

const Bytes = z
  .string()
  .max(16_384)
  .regex(/^[A-Za-z0-9_-]*$/, "This is not a passkey's answer.");
const CredentialId = Bytes.min(1).max(1_400);

export const TRANSPORTS = ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"] as const;

/**
 * What `navigator.credentials.create` and `.get` are asked; made by the server, so it is not checked again. Of the
 * extensions none that we ask for is read by our code, and their types do not survive JSON.
 */
type AsJson<Options> = Omit<Options, "extensions">;
export const RegistrationOptions =
  z.custom<AsJson<Awaited<ReturnType<typeof generateRegistrationOptions>>>>();
export const AuthenticationOptions =
  z.custom<AsJson<Awaited<ReturnType<typeof generateAuthenticationOptions>>>>();

/** WebAuthn Level 3, `RegistrationResponseJSON`: the parts we use. */
export const RegistrationResponse = z.object({
  id: CredentialId,
  rawId: CredentialId,
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: Bytes,
    attestationObject: Bytes,
    transports: z.array(z.string()).max(10).optional(),
  }),
});

/** WebAuthn Level 3, `AuthenticationResponseJSON`: the parts we use. */
export const AuthenticationResponse = z.object({
  id: CredentialId,
  rawId: CredentialId,
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: Bytes,
    authenticatorData: Bytes,
    signature: Bytes,
    userHandle: z.string().max(200).nullish(),
  }),
});
export type AuthenticationResponse = z.output<typeof AuthenticationResponse>;

const PasskeyName = z.string().trim().min(1, "Give it a name.").max(60, "Use at most 60 characters.");

export const AddPasskeyInput = z.strictObject({ name: PasskeyName, response: RegistrationResponse });
export const RenamePasskeyInput = z.strictObject({ passkeyId: CredentialId, name: PasskeyName });
export const RemovePasskeyInput = z.strictObject({ passkeyId: CredentialId });

/** For what, and for which session or browser. The door names both: a client can't. */
export const AskPasskeyInput = z.strictObject({
  use: z.enum(["sign_in", "confirm"]),
  binding: z.string().min(1).max(200),
});

export const PasskeyResponse = z.strictObject({ response: AuthenticationResponse });
export const PasskeyAnswer = PasskeyResponse.extend({ binding: z.string().min(1).max(200) });
