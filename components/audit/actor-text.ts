const KINDS: Record<string, string> = {
  visitor: "Somebody not signed in",
  operator: "The platform's operator",
  webhook: "Webhook",
  apiKey: "API key",
};

/** Who did it, in words: a person by name, a machine by what it is. */
export function actorText({ actor, userName }: { actor: string; userName: string | null }): string {
  const [kind = "", id = ""] = actor.split(":");
  if (kind === "user") return userName ?? "A former member";
  if (kind === "system") return `Automatic: ${id.replaceAll("-", " ")}`;
  return KINDS[kind] ?? actor;
}
