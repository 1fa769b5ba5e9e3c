const BRANDS: Record<string, string> = {
  amex: "American Express",
  diners: "Diners Club",
  discover: "Discover",
  jcb: "JCB",
  mastercard: "Mastercard",
  unionpay: "UnionPay",
  visa: "Visa",
};

/** `Visa •••• 4242`; a kind that is no card by its own name. */
export function methodName({
  kind,
  brand,
  last4,
}: {
  kind: string;
  brand: string | null;
  last4: string | null;
}): string {
  const name = brand ? (BRANDS[brand] ?? brand) : kind.replaceAll("_", " ");
  return last4 ? `${name} •••• ${last4}` : name;
}
