/** The customer that an object of Stripe's belongs to, or is. */
export function customerOf(object: object): string | null {
  const { object: kind, id, customer }: { object?: unknown; id?: unknown; customer?: unknown } = object;
  if (kind === "customer") return typeof id === "string" ? id : null;
  if (typeof customer === "string") return customer;
  if (typeof customer !== "object" || customer === null || !("id" in customer)) return null;
  return typeof customer.id === "string" ? customer.id : null;
}
