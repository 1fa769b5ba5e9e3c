"use client";

import { RetryProblem } from "#components/shell/retry-problem.tsx";

export default function TenantError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return <RetryProblem digest={error.digest} retry={reset} isWhole />;
}
