"use client";

import { Button } from "../ui/button.tsx";
import { Problem } from "./problem.tsx";

interface RetryProblemProps {
  /** Stands in the server's log beside the full error. */
  digest: string | undefined;
  retry: () => void;
  isWhole?: boolean;
}

export function RetryProblem({ digest, retry, isWhole = false }: RetryProblemProps) {
  return (
    <Problem
      title="Something went wrong"
      isWhole={isWhole}
      actions={
        <Button variant="primary" onClick={retry}>
          Try again
        </Button>
      }
    >
      It is on our side, and nothing you entered was changed.
      {digest && (
        <>
          {" "}
          If it stays, tell support this code: <span className="font-mono text-foreground">{digest}</span>
        </>
      )}
    </Problem>
  );
}
