import type { Outputs } from "../trpc/outputs.ts";
import { CopyLine } from "./copy-line.tsx";

type Connection = NonNullable<Outputs["sso"]["get"]["connection"]>;

const armoured = (base64: string): string =>
  `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{64}/g, "$&\n").trim()}\n-----END CERTIFICATE-----`;

/** For providers that do not read metadata; it has the same in it. */
export function OwnCertificates({ connection }: { connection: Extract<Connection, { kind: "saml" }> }) {
  const { certificates, settings } = connection;
  if (!certificates) return null;
  return (
    <details className="text-sm">
      <summary className="w-fit cursor-pointer text-[0.8125rem] font-medium">Our certificates</summary>
      <div className="mt-2 grid grid-cols-1 gap-3">
        <p className="text-[0.8125rem] text-muted">
          They are in the metadata, too. Encrypted answers are opened, whether or not your provider sends any.
        </p>
        {settings.signRequests && (
          <CopyLine label="Certificate of our signatures" value={armoured(certificates.signing)} />
        )}
        <CopyLine label="Certificate to encrypt for us" value={armoured(certificates.encryption)} />
      </div>
    </details>
  );
}
