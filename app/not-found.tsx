import type { Metadata } from "next";
import { Problem } from "#components/shell/problem.tsx";

export const metadata: Metadata = { title: "Not found" };

/** Without a brand: it also answers on hosts whose tenant is not known. */
export default function NotFound() {
  return (
    <Problem code="404" title="There is nothing at this address" isWhole>
      <p>Check the address for a typing error, or go back to where you came from.</p>
    </Problem>
  );
}
