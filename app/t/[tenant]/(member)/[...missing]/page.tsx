import { notFound } from "next/navigation";
import { memberPage } from "#server/session/page.ts";

/** Every other address inside the tenant: not found, in its brand. */
export default async function MissingPage({ params }: { params: Promise<{ tenant: string }> }) {
  await memberPage((await params).tenant);
  notFound();
}
