export type OutgoingProblem =
  /** Not an address we ever call: scheme, port, user name in it, or not a URL at all. */
  | "address_invalid"
  /** Leads to loopback, a private network, link-local, or another place inside. */
  | "address_forbidden"
  | "name_unknown"
  | "unreachable"
  | "certificate_invalid"
  | "timed_out"
  | "too_large"
  | "too_many_redirects";

/** Why a call to an address that somebody else gave us did not come about. */
export class OutgoingError extends Error {
  readonly problem: OutgoingProblem;

  constructor(problem: OutgoingProblem, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "OutgoingError";
    this.problem = problem;
  }
}

/** Recognises one across module copies, also where a library has wrapped it. */
export function outgoingProblem(error: unknown): OutgoingProblem | null {
  for (
    let current = error, depth = 0;
    current instanceof Error && depth < 5;
    current = current.cause, depth++
  ) {
    if (current.name === "OutgoingError" && "problem" in current) return current.problem as OutgoingProblem; // set in the constructor only
  }
  return null;
}
