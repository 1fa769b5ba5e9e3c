import type { Metadata } from "next";
import { Problem } from "#components/shell/problem.tsx";

export const metadata: Metadata = { title: "Unknown address", robots: { index: false } };

/** The edge sends hosts here that belong to no workspace, with status 404. */
export default function UnknownHostPage() {
  return (
    <Problem code="404" title="No workspace lives at this address" isWhole>
      <p>
        The name may be mistyped, or the domain is not connected yet. If it is yours, check its DNS records
        and its verification in the workspace settings.
      </p>
    </Problem>
  );
}
