import type { ReactNode } from "react";
import { requireRootHost } from "#server/session/page.ts";

/** These pages are of the root domain and of no other host, whatever brought the request here. */
export default async function RootDomainLayout({ children }: { children: ReactNode }) {
  await requireRootHost();
  return children;
}
