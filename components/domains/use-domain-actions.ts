"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Domain } from "#server/modules/domains/schema.ts";
import { apiErrorOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { toast } from "../ui/toast.ts";

/** What can be done with one domain; the list shows the answer without asking again. */
export function useDomainActions({ id, displayHost }: Domain) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const listKey = trpc.domains.list.queryKey({});
  const onError = (error: unknown) => toast.error(apiErrorOf(error).message);

  const check = useMutation(
    trpc.domains.check.mutationOptions({
      onError,
      onSuccess(after) {
        queryClient.setQueryData(listKey, (all = []) => all.map((each) => (each.id === id ? after : each)));
        if (after.status === "live" && !after.problem) toast.success(`${displayHost} is live.`);
      },
    }),
  );
  const makePrimary = useMutation(
    trpc.domains.makePrimary.mutationOptions({
      onError,
      onSuccess(after, { domainId }) {
        queryClient.setQueryData(listKey, after);
        toast.success(
          domainId
            ? `Links in mails lead to ${displayHost} now.`
            : "Links in mails lead to the workspace's address again.",
        );
      },
    }),
  );
  const release = useMutation(
    trpc.domains.release.mutationOptions({
      onError,
      onSuccess() {
        queryClient.setQueryData(listKey, (all = []) => all.filter((each) => each.id !== id));
        toast.success(`${displayHost} was released.`);
      },
    }),
  );
  return { check, makePrimary, release };
}
