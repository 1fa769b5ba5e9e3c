/** The customer that an event's object belongs to, is, or was taken from with this very event. */
export function customerOf({
  object,
  previous_attributes,
}: {
  object: object;
  previous_attributes?: object | undefined;
}): string | null {
  return ownerOf(object) ?? (previous_attributes ? ownerOf(previous_attributes) : null);
}

function ownerOf(object: object): string | null {
  const { object: kind, id, customer }: { object?: unknown; id?: unknown; customer?: unknown } = object;
  if (kind === "customer") return typeof id === "string" ? id : null;
  if (typeof customer === "string") return customer;
  if (typeof customer !== "object" || customer === null || !("id" in customer)) return null;
  return typeof customer.id === "string" ? customer.id : null;
}
