interface PageProps {
  searchParams: Promise<{ elements?: string; characters?: string }>;
}

/** As many elements and characters as asked for; no tenant, no session, no middleware. */
export default async function Page({ searchParams }: PageProps) {
  const { elements: asked, characters } = await searchParams;
  const elements = Number(asked);
  const text = "x".repeat(Number(characters) / elements);
  return (
    <main>
      {Array.from({ length: elements }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes.
        <p key={index} className="row">
          {text}
        </p>
      ))}
    </main>
  );
}
