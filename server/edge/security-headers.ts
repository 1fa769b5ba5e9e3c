/** For everything that is not a page: it is data, and if a browser shows it after all it may do nothing. */
const NOTHING_ALLOWED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Headers of every answer, whoever makes it. Pages get their own content security policy from the edge instead.
 * HSTS is for the very host: a tenant's domain may have neighbours that know no TLS. Over plain HTTP browsers complain
 * of an opener policy. (OWASP ASVS 5.0 §3.4)
 */
export function securityHeaders(rootUrl: string): [name: string, value: string][] {
  const isSecure = rootUrl.startsWith("https:");
  return [
    ["Content-Security-Policy", NOTHING_ALLOWED],
    ["X-Content-Type-Options", "nosniff"],
    ["X-Frame-Options", "DENY"],
    ["Referrer-Policy", "strict-origin-when-cross-origin"],
    ["Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"],
    ...(isSecure ? SECURE_ONLY : []),
  ];
}

const SECURE_ONLY: [string, string][] = [
  ["Strict-Transport-Security", "max-age=31536000"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
];
