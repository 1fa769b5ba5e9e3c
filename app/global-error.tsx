"use client";

import { RetryProblem } from "#components/shell/retry-problem.tsx";
import "./globals.css";

export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong</title>
        <RetryProblem digest={error.digest} retry={reset} isWhole />
      </body>
    </html>
  );
}
