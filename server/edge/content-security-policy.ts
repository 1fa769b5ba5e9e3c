import type { PaymentSources } from "./payment-page.ts";

/**
 * Scripts and style elements run by nonce only. Style *attributes* stay allowed: charts position by them and they
 * can't load anything that img-src and font-src do not allow anyway.
 * @param payment on a page with Stripe's form, and there alone
 */
export function contentSecurityPolicy(
  nonce: string,
  isDevelopment: boolean,
  payment: PaymentSources | null = null,
): string {
  const evalInDevelopment = isDevelopment ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evalInDevelopment}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${payment ? ` ${payment.calls}` : ""}`,
    ...(payment ? [`frame-src ${payment.frames}`] : []),
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
