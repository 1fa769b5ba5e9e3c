interface OtpAccount {
  issuer: string;
  account: string;
  /** Base32. */
  secret: string;
}

/** The address that authenticator apps read from a QR code (Google's Key URI format; RFC 6238 with its defaults). */
export function otpauthUri({ issuer: company, account, secret }: OtpAccount): string {
  // A colon ends the issuer, encoded or not.
  const issuer = company.replaceAll(":", "").trim();
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  const query = `secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=6&period=30`;
  return `otpauth://totp/${label}?${query}`;
}

/** `JBSWY3DPEHPK3PXP` → `JBSW Y3DP EHPK 3PXP`, to be read aloud. */
export const grouped = (secret: string): string => secret.match(/.{1,4}/g)?.join(" ") ?? secret;
