import { TRPCError } from "@trpc/server";

/** The caller's answer, or `answer` (Next's `notFound`) when there is no such thing or its id cannot be one. */
export async function orNotFound<T>(asked: Promise<T>, answer: () => never): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    const isMissing = error instanceof TRPCError && ["NOT_FOUND", "BAD_REQUEST"].includes(error.code);
    if (isMissing) answer();
    throw error;
  }
}
