export function SkipLink() {
  return (
    <a
      href="#content"
      className="sr-only z-20 rounded-md bg-raised px-3 py-2 font-medium shadow-raised focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
    >
      Skip to content
    </a>
  );
}
