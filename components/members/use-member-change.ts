"use client";

import { useQueryClient } from "@tanstack/react-query";
import { apiErrorOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { toast } from "../ui/toast.ts";

/** What follows a change of people: say so, and read again who is in, who is invited and which seats are taken. */
export function useMemberChange() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return (message: string, after?: () => void) => ({
    async onSuccess() {
      after?.();
      toast.success(message);
      await Promise.all([
        queryClient.invalidateQueries(trpc.members.pathFilter()),
        queryClient.invalidateQueries(trpc.invitations.pathFilter()),
      ]);
    },
    onError: (error: unknown) => toast.error(apiErrorOf(error).message),
  });
}
