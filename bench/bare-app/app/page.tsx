import { connection } from "next/server";

/** As many elements and characters as the page it is compared with; no tenant, no session, no middleware. */
export default async function Page() {
  await connection();
  const elements = Number(process.env.BARE_ELEMENTS);
  const text = "x".repeat(Number(process.env.BARE_CHARACTERS) / elements);
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
