/** A person's initials: first and last word of the name. Decoration beside the name itself. */
export function Avatar({ name }: { name: string }) {
  const words = name.trim().split(/\s+/);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return (
    <span
      aria-hidden
      className="grid size-9 shrink-0 place-items-center rounded-full bg-foreground/8 text-xs font-semibold"
    >
      {picked.map((word) => Array.from(word ?? "")[0]?.toUpperCase()).join("")}
    </span>
  );
}
