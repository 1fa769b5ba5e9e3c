"use client";

import { useQueryClient } from "@tanstack/react-query";
import { apiErrorOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { toast } from "../ui/toast.ts";

/** What follows a change of single sign-on: say so, and read the settings again. */
export function useSsoChange() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return (message: string, after?: () => void) => ({
    async onSuccess() {
      after?.();
      toast.success(message);
      await queryClient.invalidateQueries(trpc.sso.pathFilter());
    },
    onError: (error: unknown) => toast.error(apiErrorOf(error).message),
  });
}
