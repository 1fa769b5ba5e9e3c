"use client";

import { useQueryClient } from "@tanstack/react-query";
import { apiErrorOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { toast } from "../ui/toast.ts";

/** What follows a change of a key: say so, and read the list again. */
export function useKeyChange() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return (message: string, after?: () => void) => ({
    async onSuccess() {
      after?.();
      toast.success(message);
      await queryClient.invalidateQueries(trpc.keys.pathFilter());
    },
    onError: (error: unknown) => toast.error(apiErrorOf(error).message),
  });
}
